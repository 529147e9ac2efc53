import type { TextChange, TextDocument } from './base/text-document.ts';
import type { SessionNextEdit } from './compose-next-edit.ts';
import { EditHistory } from './features/next-edit/edit-history.ts';
import type { SuggestedEdit } from './features/next-edit/suggested-edit.ts';
import { systemClock } from './host/system-clock.ts';

/**
 * Next edits of a session, whose code is loaded when something first asks for one. What the user changes is kept from
 * the start: the first question is about what was changed before it.
 */
export class LazyNextEdit {
  readonly #load: (history: EditHistory) => Promise<SessionNextEdit>;
  readonly #history = new EditHistory(systemClock);
  #loading: Promise<SessionNextEdit> | undefined;
  #loaded: SessionNextEdit | undefined;

  constructor(load: (history: EditHistory) => Promise<SessionNextEdit>) {
    this.#load = load;
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.#history.documentChanged(before, after, changes);
    this.#loaded?.documentChanged(after, changes);
  }

  documentClosed(uri: string): void {
    this.#history.documentClosed(uri);
  }

  async suggest(
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly SuggestedEdit[]> {
    this.#loading ??= this.#load(this.#history);
    this.#loaded = await this.#loading;
    return this.#loaded.suggest({ document, offset }, signal);
  }

  /** Without its code nothing was offered yet. */
  shown(id: string): void {
    this.#loaded?.shown(id);
  }

  accepted(id: string): void {
    this.#loaded?.accepted(id);
  }
}
