import { pathTerms, scanWords, type TermField, termKey, wordTerms } from './code-terms.ts';

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

/** What the index keeps of a chunk. Both arrays are ordered by key; counts end at 255. */
export interface ChunkTerms {
  readonly startLine: number;
  readonly endLine: number;
  /** Number of all terms, repeated ones too. */
  readonly length: number;
  readonly keys: Float64Array;
  readonly counts: Uint8Array;
}

/** A file as the index takes it in. The first entry of `chunks` holds the terms of the path, see `pathChunk`. */
export interface FileTerms {
  readonly path: string;
  readonly chunks: readonly ChunkTerms[];
}

/** Turns chunks into terms; remembers the keys of frequent words, at most `maxRememberedWords` of them. */
export class TermCollector {
  readonly #keysOfWord = new Map<string, readonly number[]>();

  /** All chunks must be of the file at `path`; `imports` are the last parts of the names of modules that it imports. */
  fileTerms(path: string, chunks: readonly SourceChunk[], imports: readonly string[] = []): FileTerms {
    return {
      path,
      chunks: [this.#pathChunk(path, imports), ...chunks.map((chunk) => this.chunkTerms(chunk))],
    };
  }

  chunkTerms(chunk: SourceChunk): ChunkTerms {
    const counts = new Map<number, number>();
    let length = 0;
    scanWords(chunk.text, (word) => {
      const keys = this.#keysOf(word);
      length += keys.length;
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
    });
    for (const name of chunk.names ?? []) {
      for (const term of wordTerms(name)) counts.set(termKey(term, 'name'), 1);
    }
    for (const name of chunk.symbols ?? []) counts.set(termKey(name, 'symbol'), 1);
    for (const name of chunk.references ?? []) counts.set(termKey(name, 'reference'), 1);
    return { startLine: chunk.startLine, endLine: chunk.endLine, length, ...sortedCounts(counts) };
  }

  /** The path as a chunk of its own without lines, so that its terms are weighed apart from those of the text. */
  #pathChunk(path: string, imports: readonly string[]): ChunkTerms {
    const counts = new Map<number, number>();
    const terms = pathTerms(path);
    for (const key of keysOf(terms, 'path')) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const key of keysOf(imports, 'import')) counts.set(key, 1);
    return { startLine: 0, endLine: 0, length: terms.length, ...sortedCounts(counts) };
  }

  #keysOf(word: string): readonly number[] {
    const known = this.#keysOfWord.get(word);
    if (known !== undefined) return known;
    if (this.#keysOfWord.size >= maxRememberedWords) this.#keysOfWord.clear();
    const keys = keysOf(wordTerms(word), 'text');
    this.#keysOfWord.set(word, keys);
    return keys;
  }
}

function keysOf(terms: readonly string[], field: TermField): readonly number[] {
  return terms.map((term) => termKey(term, field));
}

function sortedCounts(counts: ReadonlyMap<number, number>) {
  const keys = Float64Array.from(counts.keys()).sort();
  return { keys, counts: Uint8Array.from(keys, (key) => Math.min(255, counts.get(key) ?? 0)) };
}

const maxRememberedWords = 50_000;
