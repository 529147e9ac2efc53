import type { TermField } from './code-terms.ts';

export interface ChunkPlace {
  readonly path: string;
  /** Both 0 for the chunk that stands for the path of a file. */
  readonly startLine: number;
  readonly endLine: number;
}

export interface ChunkScores {
  readonly board: ScoreBoard;
  place(chunk: number): ChunkPlace;
}

/**
 * The scores of one search by chunk, kept to be used again, since a search must not allocate an entry for each chunk.
 * Invariant: a chunk that is not in `touched` has no score.
 */
export class ScoreBoard {
  /** Scores of the text, or of the path for chunks that stand for a path. */
  #text: Float64Array;
  #name: Float64Array;
  /** At the chunk of its path, what share of the terms a file has anywhere, in idf. */
  #cover: Float64Array;
  readonly #touched: number[] = [];

  constructor(chunks: number) {
    this.#text = new Float64Array(chunks);
    this.#name = new Float64Array(chunks);
    this.#cover = new Float64Array(chunks);
  }

  get touched(): readonly number[] {
    return this.#touched;
  }

  clear(chunks: number): void {
    for (const chunk of this.#touched) {
      this.#text[chunk] = 0;
      this.#name[chunk] = 0;
      this.#cover[chunk] = 0;
    }
    this.#touched.length = 0;
    if (this.#text.length >= chunks) return;
    this.#text = new Float64Array(chunks * 2);
    this.#name = new Float64Array(chunks * 2);
    this.#cover = new Float64Array(chunks * 2);
  }

  add(chunk: number, field: TermField, score: number): void {
    this.#touch(chunk);
    const scores = field === 'name' ? this.#name : this.#text;
    scores[chunk] = (scores[chunk] ?? 0) + score;
  }

  text(chunk: number): number {
    return this.#text[chunk] ?? 0;
  }

  name(chunk: number): number {
    return this.#name[chunk] ?? 0;
  }

  /** Says that the file whose path this chunk stands for has a term of this worth. */
  cover(pathChunk: number, worth: number): void {
    this.#touch(pathChunk);
    this.#cover[pathChunk] = (this.#cover[pathChunk] ?? 0) + worth;
  }

  coverage(pathChunk: number): number {
    return this.#cover[pathChunk] ?? 0;
  }

  #touch(chunk: number): void {
    if (this.#text[chunk] === 0 && this.#name[chunk] === 0 && this.#cover[chunk] === 0)
      this.#touched.push(chunk);
  }
}
