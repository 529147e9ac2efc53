import { neverAborted, withSignal } from '../base/cancellation.ts';
import type { SourceShape } from '../syntax/source-shape.ts';
import type { VisibleName } from '../syntax/visible-names.ts';
import type { SourceFile, SyntaxReader } from './ports.ts';

interface Remembered {
  readonly languageId: string;
  readonly text: string;
  readonly shape: Promise<SourceShape | undefined>;
}

/**
 * Reads a text's shape once, however often it is asked for: actions are offered at each move of the cursor.
 * Invariant: a shape is that of the text asked about; of each file the newest text is remembered, of the last few files.
 */
export class RememberingSyntaxReader implements SyntaxReader {
  readonly #reader: SyntaxReader;
  /** By URI, the one asked for last at the end. */
  readonly #remembered = new Map<string, Remembered>();

  constructor(reader: SyntaxReader) {
    this.#reader = reader;
  }

  shapeOf(source: SourceFile, signal: AbortSignal): Promise<SourceShape | undefined> {
    const { uri, languageId, text } = source;
    const known = this.#remembered.get(uri);
    const isKnown = known?.text === text && known.languageId === languageId;
    // Others may wait for it, too: one of them that leaves takes it from nobody.
    const entry = isKnown ? known : { languageId, text, shape: this.#reader.shapeOf(source, neverAborted) };
    this.#remembered.delete(uri);
    this.#remembered.set(uri, entry);
    for (const oldest of this.#remembered.keys()) {
      if (this.#remembered.size <= mostRemembered) break;
      this.#remembered.delete(oldest);
    }
    if (!isKnown) this.#forgetUnread(uri, entry);
    return withSignal(entry.shape, signal);
  }

  namesAt(source: SourceFile, offset: number, signal: AbortSignal): Promise<readonly VisibleName[]> {
    return this.#reader.namesAt(source, offset, signal);
  }

  /** What could not be read now may be readable soon, when a worker was replaced. */
  #forgetUnread(uri: string, entry: Remembered): void {
    const forget = () => {
      if (this.#remembered.get(uri) === entry) this.#remembered.delete(uri);
    };
    entry.shape.then((shape) => {
      if (shape === undefined) forget();
    }, forget);
  }
}

const mostRemembered = 8;
