import { neverAborted } from '../../../base/cancellation.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { SyntaxReader } from '../../../edits/ports.ts';
import type { SourceShape } from '../../../syntax/source-shape.ts';
import { carriedShape } from './carried-shape.ts';

/**
 * The shapes of the documents that actions were offered for last. Invariant: at most one text of a document is read at
 * a time, and then the newest that was asked about, so that nobody's typing piles up work.
 */
export class KnownShapes {
  readonly #syntax: SyntaxReader;
  readonly #known = new Map<string, KnownShape>();

  constructor(syntax: SyntaxReader) {
    this.#syntax = syntax;
  }

  /** The shape of this text; undefined where there is none, or a newer text was asked about meanwhile. */
  async fresh(document: TextDocument): Promise<SourceShape | undefined> {
    const known = this.#entry(document.uri);
    known.wanted = document;
    known.reading ??= this.#read(known).finally(() => {
      known.reading = undefined;
    });
    await known.reading;
    return known.last?.text === document.text ? known.last.shape : undefined;
  }

  /** The shape that was read last, with the places that it has in this text; undefined before any was. */
  last({ uri, text }: TextDocument): SourceShape | undefined {
    const last = this.#known.get(uri)?.last;
    return last === undefined ? undefined : carriedShape(last.shape, last.text, text);
  }

  async #read(known: KnownShape): Promise<void> {
    while (known.wanted !== undefined && known.wanted.text !== known.last?.text) {
      const { wanted } = known;
      const shape = await this.#syntax.shapeOf(wanted, neverAborted);
      known.last = shape === undefined ? undefined : { text: wanted.text, shape };
      if (known.wanted === wanted) known.wanted = undefined;
    }
  }

  #entry(uri: string): KnownShape {
    const known = this.#known.get(uri) ?? { wanted: undefined, reading: undefined, last: undefined };
    this.#known.delete(uri);
    this.#known.set(uri, known);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostKnown) break;
      this.#known.delete(oldest);
    }
    return known;
  }
}

interface KnownShape {
  wanted: TextDocument | undefined;
  reading: Promise<void> | undefined;
  last: { readonly text: string; readonly shape: SourceShape } | undefined;
}

const mostKnown = 8;
