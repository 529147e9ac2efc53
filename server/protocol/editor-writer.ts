import { neverAborted, withSignal } from '../base/cancellation.ts';
import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import { applyEdits, offsetAfter } from '../base/text-edit.ts';
import { trimmed } from '../edits/diff-texts.ts';
import type { DocumentInsertion, DocumentWriter } from '../features/chat/ports.ts';
import type { EditOutcome, UserChannel } from './user-channel.ts';

export interface EditorWriterParts {
  readonly user: Pick<UserChannel, 'can' | 'insertText'>;
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
 * refuses one, because the person was faster, it is made again for the newer text.
 */
export class EditorWriter implements DocumentWriter {
  readonly #parts: EditorWriterParts;
  readonly #queues = new Map<string, Promise<unknown>>();
  readonly #places = new Set<Place>();
  readonly #listeners = new Set<(key: string) => void>();

  constructor(parts: EditorWriterParts) {
    this.#parts = parts;
  }

  /**
   * False when the editor refuses, or the document was closed. When the signal aborts nothing more is sent; what was
   * sent is waited for a moment, so that it is known what has become of it.
   */
  async insert(insertion: DocumentInsertion, signal: AbortSignal): Promise<boolean> {
    if (!this.#parts.user.can.applyEdits) return false;
    const place: Place = { key: documentKey(insertion.uri), offset: insertion.offset };
    this.#places.add(place);
    const before = this.#queues.get(place.key) ?? Promise.resolve();
    const work = before.then(() => this.#write(insertion, place, signal));
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
  documentChanged(before: TextDocument, changes: readonly TextChange[]): void {
    const key = documentKey(before.uri);
    const places = [...this.#places].filter((place) => place.key === key);
    let { text } = before;
    for (const change of places.length > 0 ? changes : []) {
      const own = trimmed(change, text);
      for (const place of places) place.offset = offsetAfter(place.offset, own);
      text = applyEdits(text, [change]);
    }
    for (const listener of [...this.#listeners]) listener(key);
  }

  async #write({ uri, text, again }: DocumentInsertion, place: Place, signal: AbortSignal): Promise<boolean> {
    let refusals = 0;
    for (let tries = 0; tries < mostTries; tries += 1) {
      signal.throwIfAborted();
      const document = this.#parts.documentAt(uri);
      if (document === undefined) return false;
      if (tries > 0) again();
      const edit = this.#parts.user.insertText({ document, offset: place.offset, text });
      const { applied } = await this.#answerTo(edit, signal);
      const isStale = this.#parts.documentAt(uri) !== document;
      // The next edit is for the text after this one.
      if (applied && !isStale) await this.#nextChange(place.key, toldMs, neverAborted);
      if (applied) return true;
      if (isStale) continue;
      const wait = refusalWaitsMs[refusals];
      if (wait === undefined) return false;
      refusals += 1;
      await this.#nextChange(place.key, wait, signal);
    }
    return false;
  }

  /** An editor that has closed the document may never answer. */
  async #answerTo(edit: Promise<EditOutcome>, signal: AbortSignal): Promise<EditOutcome> {
    try {
      return await withSignal(edit, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    const answered = new AbortController();
    const late = this.#parts.clock.sleep(answerMs, answered.signal).then(() => signal.throwIfAborted());
    try {
      await Promise.race([edit, late]);
      return await edit;
    } finally {
      answered.abort();
      late.catch(() => undefined);
    }
  }

  /** Resolves at the next change of the document, when that is late, or when the signal aborts. */
  async #nextChange(key: string, ms: number, signal: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const change = new Promise<void>((resolve) => {
      const listener = (changed: string) => {
        if (changed === key) resolve();
      };
      this.#listeners.add(listener);
      waiting.signal.addEventListener('abort', () => this.#listeners.delete(listener), { once: true });
    });
    const late = this.#parts.clock.sleep(ms, AbortSignal.any([signal, waiting.signal]));
    await Promise.race([change, late.catch(() => undefined)]);
    waiting.abort();
  }
}

/** A person types some ten characters a second; an editor takes an edit within some tens of milliseconds. */
const mostTries = 20;
/** Eglot sends changes after half a second without a key. */
const toldMs = 2_000;
/**
 * Editors refuse an edit of an older version, and may tell of the newer one only when the person pauses; that ends a
 * wait. One that refuses for good costs all of them.
 */
const refusalWaitsMs = [100, 200, 400, 800, 1_600, 3_200];
/** To an edit that was sent before all was stopped. */
const answerMs = 2_000;
