import { withSignal } from '../base/cancellation.ts';
import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import type { UserChannel } from './user-channel.ts';

export interface EditorWriterParts {
  readonly user: Pick<UserChannel, 'insertText'>;
  /** The open documents as they are now. */
  readonly documentAt: (uri: string) => TextDocument | undefined;
  readonly clock: Clock;
}

/** A place in a document that moves with what is typed before it. */
interface Place {
  readonly key: string;
  offset: number;
}

/**
 * Inserts text into open documents through the editor, while the person goes on typing.
 * Invariant: of each document at most one edit is under way, made for the newest text that is known; where the editor
 * refuses one because the person was faster, it is made again for the newer text.
 */
export class EditorWriter {
  readonly #parts: EditorWriterParts;
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #places = new Set<Place>();
  readonly #listeners = new Set<(key: string) => void>();

  constructor(parts: EditorWriterParts) {
    this.#parts = parts;
  }

  /** `offset` is of the text that is known now; false when the editor has refused, or the document was closed. */
  async insert(uri: string, offset: number, text: string, signal: AbortSignal): Promise<boolean> {
    const place: Place = { key: documentKey(uri), offset };
    this.#places.add(place);
    const before = this.#queues.get(place.key) ?? Promise.resolve();
    const work = before.then(() => this.#write(uri, place, text, signal));
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    this.#queues.set(place.key, settled);
    try {
      return await work;
    } finally {
      this.#places.delete(place);
      if (this.#queues.get(place.key) === settled) this.#queues.delete(place.key);
    }
  }

  /** To be told of each change of a document, after it has become the one that is known. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    const key = documentKey(uri);
    for (const place of this.#places)
      if (place.key === key) place.offset = changes.reduce(movedBy, place.offset);
    for (const listener of [...this.#listeners]) listener(key);
  }

  async #write(uri: string, place: Place, text: string, signal: AbortSignal): Promise<boolean> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      signal.throwIfAborted();
      const document = this.#parts.documentAt(uri);
      if (document === undefined) return false;
      const changed = this.#nextChange(place.key, signal);
      const edit = this.#parts.user.insertText({ document, offset: place.offset, text });
      // An editor that has closed the document may never answer.
      const { applied } = await withSignal(edit, signal);
      const isStale = () => this.#parts.documentAt(uri) !== document;
      // Some editors tell of the change half a second after they made it; the next edit is for the text after it.
      if (!isStale()) await changed;
      if (applied) return true;
      if (!isStale()) return false;
    }
    return false;
  }

  /** Resolves at the next change of the document, when it is late, or when the signal aborts. */
  async #nextChange(key: string, signal: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const change = new Promise<void>((resolve) => {
      const listener = (changed: string) => {
        if (changed === key) resolve();
      };
      this.#listeners.add(listener);
      waiting.signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
    });
    const late = this.#parts.clock.sleep(changeDeadlineMs, AbortSignal.any([signal, waiting.signal]));
    await Promise.race([change, late.catch(() => undefined)]);
    waiting.abort();
  }
}

/** What is typed just at the place goes behind it. */
function movedBy(offset: number, { start, end, text }: TextChange): number {
  if (offset <= start) return offset;
  return end <= offset ? offset + text.length - (end - start) : start;
}

/** A person types some ten characters a second; an editor takes an edit within some tens of milliseconds. */
const mostTries = 20;
/** Eglot sends changes after half a second without a key. */
const changeDeadlineMs = 2_000;
