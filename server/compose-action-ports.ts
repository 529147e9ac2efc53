import type { TextDocument } from './base/text-document.ts';
import { languageOf } from './cli/language-of.ts';
import type { SessionContext } from './compose-session-context.ts';
import type { SessionModels } from './compose-session-models.ts';
import { SessionSyntax } from './compose-session-syntax.ts';
import { parseCheck } from './edits/parse-check.ts';
import type { ProjectFiles } from './edits/ports.ts';
import { RememberingSyntaxReader } from './edits/remembering-syntax-reader.ts';
import type { ChatPorts, ChatProblem } from './features/chat/ports.ts';
import type { ActionPorts } from './features/code-actions/ports.ts';
import { customActionFiles } from './host/custom-action-files.ts';
import { projectFiles, projectRoot } from './host/project-files.ts';
import { stagedChanges } from './host/staged-changes.ts';
import { systemClock } from './host/system-clock.ts';
import { workingTree } from './host/working-tree.ts';
import type { UserChannel } from './protocol/user-channel.ts';

/** The session as actions and chat know it. */
export interface ActionWorldParts {
  readonly models: SessionModels;
  readonly context: SessionContext;
  /** Absolute, with `/`. */
  readonly roots: () => readonly string[];
  readonly isExcluded: (uri: string) => boolean;
  /** The open documents as they are now. */
  readonly documentAt: (uri: string) => TextDocument | undefined;
  readonly openUris: () => readonly string[];
  /** Where the person's own actions lie; absolute. */
  readonly ownActionsFolder: string;
  readonly user: Pick<UserChannel, 'showOnce'>;
  /** What the editor has shown of compilers and linters. */
  readonly problems: () => readonly ChatProblem[];
}

/** What actions and chat work with, made of one session. */
export interface ActionWorld {
  readonly files: ProjectFiles;
  readonly actions: ActionPorts;
  readonly chat: ChatPorts;
}

/** Gives actions and chat the files, the syntax, the models and the context of one session. */
export function actionWorld(parts: ActionWorldParts): ActionWorld {
  const { models, context, roots, isExcluded } = parts;
  const symbols = new SessionSyntax(() => context.startedWorker());
  const syntax = new RememberingSyntaxReader(symbols);
  const files = projectFiles({
    ...parts,
    pathsIn: (rootUri, signal) => symbols.paths(rootUri, signal),
    languageIdOf: languageOf,
  });
  const shared = { files, syntax, symbols, clock: systemClock };
  return {
    files,
    actions: {
      ...shared,
      checks: parseCheck(syntax),
      context: { gather: (place, signal) => context.gatherAround(place, signal) },
      models: {
        route: (languageId) => models.chatRoute(languageId),
        named: (name) => models.named(name),
        failed: (error) => models.failed(error),
        maySend: (item) => models.maySend(item),
        mayShow: (uri) => models.mayShow(uri, 'nothing'),
      },
      staged: stagedChanges(isExcluded),
      customActions: customActionFiles(
        () => [parts.ownActionsFolder],
        ({ message, remedy }) => parts.user.showOnce('warning', `${message} ${remedy}`),
      ),
    },
    chat: {
      ...shared,
      roots: () => roots().map(projectRoot),
      context: {
        gather: (query, maxTokens, signal) => context.gatherFor({ query, task: 'chat', maxTokens }, signal),
        search: (query, limit, signal) => context.search(query, limit, signal),
      },
      models: {
        route: (languageId) => models.chatRoute(languageId),
        failed: (error) => models.failed(error),
      },
      policy: { maySend: (uri, known) => models.mayShow(uri, known) },
      workingTree: workingTree({ roots, files, openUris: parts.openUris }),
      problems: parts.problems,
      makeId: () => crypto.randomUUID(),
    },
  };
}
