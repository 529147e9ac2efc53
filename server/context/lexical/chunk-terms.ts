import { pathTerms, scanWordRanges, termKey, wordTerms } from './code-terms.ts';
import { KeyCounts } from './key-counts.ts';
import { type ChunkTerms, TermSlab, writeTerms } from './term-slab.ts';
import { WordKeys } from './word-keys.ts';

/** A piece of a file, as a cutter makes it; lines are counted from 0, `endLine` is the first line behind it. */
export interface SourceChunk {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Names that the chunk defines, to be found by their parts, where the cutter knows the language. */
  readonly names?: readonly string[];
  /** Names that the chunk defines, and names that it calls or uses: to be found exactly as they are written. */
  readonly symbols?: readonly string[];
  readonly references?: readonly string[];
}

/** A file as the index takes it in. The first entry of `chunks` holds the terms of the path, see `pathChunk`. */
export interface FileTerms {
  readonly path: string;
  readonly chunks: readonly ChunkTerms[];
}

/** Turns chunks into terms; remembers the keys of frequent words. */
export class TermCollector {
  readonly #words = new WordKeys();
  readonly #counts = new KeyCounts();
  readonly #slab = new TermSlab();

  /** All chunks must be of the file at `path`; `imports` are the last parts of the names of modules that it imports. */
  fileTerms(path: string, chunks: readonly SourceChunk[], imports: readonly string[] = []): FileTerms {
    this.#slab.add({ startLine: 0, endLine: 0, length: this.#countPath(path, imports) }, this.#counts);
    for (const chunk of chunks) {
      const { startLine, endLine } = chunk;
      this.#slab.add({ startLine, endLine, length: this.#countChunk(chunk) }, this.#counts);
    }
    return { path, chunks: this.#slab.take() };
  }

  /** A chunk by itself, without the path of a file. */
  chunkTerms(chunk: SourceChunk): ChunkTerms {
    const { startLine, endLine } = chunk;
    const length = this.#countChunk(chunk);
    const keys = new Float64Array(this.#counts.size);
    const counts = new Uint8Array(this.#counts.size);
    writeTerms({ keys, counts }, this.#counts, 0);
    return { startLine, endLine, length, keys, counts };
  }

  /** Counts into `#counts`; gives the number of terms of the text. */
  #countChunk({ text, names = [], symbols = [], references = [] }: SourceChunk): number {
    const counts = this.#counts;
    counts.clear();
    let length = 0;
    scanWordRanges(text, (start, end) => {
      const keys = this.#words.keysOf(text, start, end);
      length += keys.length;
      for (const key of keys) counts.add(key, 1);
    });
    for (const name of names) for (const term of wordTerms(name)) counts.set(termKey(term, 'name'), 1);
    for (const name of symbols) counts.set(termKey(name, 'symbol'), 1);
    for (const name of references) counts.set(termKey(name, 'reference'), 1);
    return length;
  }

  /** The path as a chunk of its own without lines, so that its terms are weighed apart from those of the text. */
  #countPath(path: string, imports: readonly string[]): number {
    const counts = this.#counts;
    counts.clear();
    const terms = pathTerms(path);
    for (const term of terms) counts.add(termKey(term, 'path'), 1);
    for (const name of imports) counts.set(termKey(name, 'import'), 1);
    return terms.length;
  }
}
