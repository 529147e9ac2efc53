import type { InitializeResult } from 'vscode-languageserver';

import { previewScheme } from './action-application.ts';
import type { ClientAbilities } from './client-abilities.ts';
import { extensions } from './extensions.ts';

/**
 * What we announce. `inlineCompletionProvider` stands there for every client: some that know the method announce
 * it as `null`, and the others ignore it.
 */
export function initializeResult(abilities: ClientAbilities, version: string): InitializeResult {
  return {
    capabilities: {
      positionEncoding: abilities.positionEncoding,
      textDocumentSync: { openClose: true, change: incrementalSync, save: { includeText: false } },
      inlineCompletionProvider: true,
      completionProvider: {
        resolveProvider: true,
        triggerCharacters: [...codeTriggers, ...mentionTriggers],
        completionItem: { labelDetailsSupport: true },
      },
      codeActionProvider: { codeActionKinds: [...codeActionKinds], resolveProvider: true },
      // Those that register get lenses for the documents that have some, and are not asked for all others.
      ...(abilities.registersCodeLenses ? {} : { codeLensProvider: { resolveProvider: false } }),
      executeCommandProvider: {
        commands: extensions.filter(({ kind }) => kind === 'command').map(({ name }) => name),
        workDoneProgress: true,
      },
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        ...(abilities.virtualDocuments ? { textDocumentContent: { schemes: [previewScheme] } } : {}),
      },
    },
    serverInfo: { name: 'innerloop', version },
  };
}

/** Characters that begin the name of something in a question of a chat document. */
export const mentionTriggers: readonly string[] = ['@', '#'];

/** `TextDocumentSyncKind.Incremental` of LSP. */
const incrementalSync = 2;

/** Characters after which a line often goes on as it did elsewhere; words trigger in every editor by themselves. */
const codeTriggers = ['.', ' ', '(', '[', '{', ',', '=', ':', '<', '"', "'", '/'] as const;

const codeActionKinds = ['quickfix', 'refactor', 'source'] as const;
