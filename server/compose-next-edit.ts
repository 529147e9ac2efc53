import type { TextChange, TextDocument } from './base/text-document.ts';
import { languageOf } from './cli/language-of.ts';
import type { SessionContext } from './compose-session-context.ts';
import { SessionSyntax } from './compose-session-syntax.ts';
import type { EditHistory } from './features/next-edit/edit-history.ts';
import { NextEdit } from './features/next-edit/next-edit.ts';
import type { NextEditSilence } from './features/next-edit/next-edit-silence.ts';
import type { NameIndex } from './features/next-edit/ports.ts';
import type { NextEditRequest, SuggestedEdit } from './features/next-edit/suggested-edit.ts';
import { projectFiles } from './host/project-files.ts';
import { systemClock } from './host/system-clock.ts';

export interface SessionNextEditParts {
  readonly history: EditHistory;
  readonly context: SessionContext;
  /** Absolute, with `/`. */
  readonly roots: () => readonly string[];
  readonly isExcluded: (uri: string) => boolean;
  /** The open documents as they are now. */
  readonly documentAt: (uri: string) => TextDocument | undefined;
}

/** The next edits of one session: what the feature says, within a time that nobody minds. */
export class SessionNextEdit {
  readonly #nextEdit: NextEdit;

  constructor(parts: SessionNextEditParts) {
    const { history, context, isExcluded } = parts;
    const symbols = new SessionSyntax(() => context.startedWorker());
    const files = projectFiles({
      ...parts,
      pathsIn: (rootUri, signal) => symbols.paths(rootUri, signal),
      languageIdOf: languageOf,
    });
    this.#nextEdit = new NextEdit({
      history,
      ports: {
        ...{ syntax: symbols, symbols, files, names: namesIn(context), clock: systemClock, isExcluded },
        makeId: () => crypto.randomUUID(),
      },
    });
  }

  documentChanged(document: TextDocument, changes: readonly TextChange[]): void {
    this.#nextEdit.documentChanged(document, changes);
  }

  async suggest(request: NextEditRequest, signal: AbortSignal): Promise<readonly SuggestedEdit[]> {
    const late = new AbortController();
    const work = this.#nextEdit.suggest(request, AbortSignal.any([signal, late.signal]));
    const outcome = await Promise.race([work, tooLate(signal)]).finally(() => late.abort());
    // Whoever lost the race was aborted, and is not waited for.
    work.catch(() => undefined);
    return outcome.kind === 'ok' ? outcome.value : [];
  }

  shown(id: string): void {
    this.#nextEdit.shown(id);
  }

  accepted(id: string): void {
    this.#nextEdit.accepted(id);
  }
}

async function tooLate(
  signal: AbortSignal,
): Promise<{ readonly kind: 'nothing'; readonly reason: NextEditSilence }> {
  await systemClock.sleep(deadlineMs, signal);
  return { kind: 'nothing', reason: 'too-slow' };
}

/** Words lead to chunks; those that hold the very name count. */
function namesIn(context: SessionContext): NameIndex {
  return {
    async filesNaming(name, limit, signal) {
      const found = await context.search(name, limit * chunksOfFile, signal);
      const uris = found.filter(({ text }) => text.includes(name)).map(({ uri }) => uri);
      return [...new Set(uris)].slice(0, limit);
    },
  };
}

/** A file may be found by several of its chunks. */
const chunksOfFile = 3;
/** Whoever has waited longer is elsewhere by then. */
const deadlineMs = 1_000;
