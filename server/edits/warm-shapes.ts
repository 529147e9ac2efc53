import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';
import type { TextDocument } from '../base/text-document.ts';
import type { SyntaxReader } from './ports.ts';

export interface WarmShapesParts {
  /** One that remembers what it has read. */
  readonly syntax: SyntaxReader;
  readonly clock: Clock;
}

/**
 * Has the syntax of the document that a person works on read as soon as they pause, so that it is there when they ask
 * what can be done. Invariant: at most one document is waited for, the one that was changed last.
 */
export class WarmShapes {
  readonly #parts: WarmShapesParts;
  #asked: string | undefined;
  #waiting = new AbortController();

  constructor(parts: WarmShapesParts) {
    this.#parts = parts;
  }

  /** A person, or the editor for them, asks what can be done in a document: it is kept warm from now on. */
  asked({ uri }: TextDocument): void {
    this.#asked = documentKey(uri);
  }

  documentChanged(document: TextDocument): void {
    if (documentKey(document.uri) !== this.#asked) return;
    this.#waiting.abort();
    this.#waiting = new AbortController();
    const { signal } = this.#waiting;
    const { clock, syntax } = this.#parts;
    clock
      .sleep(pauseMs, signal)
      .then(() => syntax.shapeOf(document, signal))
      // What cannot be read now is told to whoever asks for it.
      .catch(() => undefined);
  }

  dispose(): void {
    this.#waiting.abort();
  }
}

/** Typing has pauses of up to half a second; reading a long file takes the worker a tenth of one. */
const pauseMs = 600;
