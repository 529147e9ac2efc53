import type { NotificationHandler, RequestHandler } from '../handler.ts';
import { chat } from './chat.ts';
import { codeAction } from './code-action.ts';
import { codeActionResolve } from './code-action-resolve.ts';
import { codeLens } from './code-lens.ts';
import { completion } from './completion.ts';
import { completionResolve } from './completion-resolve.ts';
import { context } from './context.ts';
import { didChange } from './did-change.ts';
import { didChangeConfiguration } from './did-change-configuration.ts';
import { didChangeWatchedFiles } from './did-change-watched-files.ts';
import { didChangeWorkspaceFolders } from './did-change-workspace-folders.ts';
import { didClose } from './did-close.ts';
import { didOpen } from './did-open.ts';
import { didSave } from './did-save.ts';
import { didShowInlineEdit } from './did-show-inline-edit.ts';
import { executeCommand } from './execute-command.ts';
import { inlineCompletion } from './inline-completion.ts';
import { inlineEdit } from './inline-edit.ts';
import { search } from './search.ts';
import { status } from './status.ts';
import { didDismissCompletion, didPartiallyAcceptCompletion, didShowCompletion } from './suggestion-news.ts';
import { textDocumentContent } from './text-document-content.ts';
import { why } from './why.ts';
import { workDoneProgressCancel } from './work-done-progress-cancel.ts';

/** Every request we answer, besides those of the life cycle. */
export const requestHandlers: readonly RequestHandler[] = [
  inlineCompletion,
  completion,
  completionResolve,
  codeAction,
  codeActionResolve,
  codeLens,
  executeCommand,
  textDocumentContent,
  status,
  context,
  search,
  chat,
  why,
  inlineEdit,
];

/** Every notification we listen to, besides those of the life cycle. */
export const notificationHandlers: readonly NotificationHandler[] = [
  didOpen,
  didChange,
  didSave,
  didClose,
  didChangeConfiguration,
  didChangeWorkspaceFolders,
  didChangeWatchedFiles,
  workDoneProgressCancel,
  didShowCompletion,
  didPartiallyAcceptCompletion,
  didDismissCompletion,
  didShowInlineEdit,
];
