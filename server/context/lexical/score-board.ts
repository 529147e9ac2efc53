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
  /** `text` has the score of the path for chunks that stand for a path; `cover` see there. */
  #scores: Readonly<Record<Kind, Float64Array>>;
  #isTouched: Uint8Array;
  readonly #touched: number[] = [];

  constructor(chunks: number) {
    this.#scores = scoresFor(chunks);
    this.#isTouched = new Uint8Array(chunks);
  }

  get touched(): readonly number[] {
    return this.#touched;
  }

  clear(chunks: number): void {
    for (const chunk of this.#touched) {
      for (const kind of kinds) this.#scores[kind][chunk] = 0;
      this.#isTouched[chunk] = 0;
    }
    this.#touched.length = 0;
    if (this.#isTouched.length >= chunks) return;
    this.#scores = scoresFor(chunks * 2);
    this.#isTouched = new Uint8Array(chunks * 2);
  }

  add(chunk: number, field: TermField, score: number): void {
    this.#put(chunk, field === 'path' ? 'text' : field, score);
  }

  text(chunk: number): number {
    return this.#scores.text[chunk] ?? 0;
  }

  name(chunk: number): number {
    return this.#scores.name[chunk] ?? 0;
  }

  symbol(chunk: number): number {
    return this.#scores.symbol[chunk] ?? 0;
  }

  reference(chunk: number): number {
    return this.#scores.reference[chunk] ?? 0;
  }

  /** Says that the file whose path this chunk stands for has a term of this worth. */
  cover(pathChunk: number, worth: number): void {
    this.#put(pathChunk, 'cover', worth);
  }

  /** At the chunk of its path, what share of the terms a file has anywhere, in idf. */
  coverage(pathChunk: number): number {
    return this.#scores.cover[pathChunk] ?? 0;
  }

  #put(chunk: number, kind: Kind, score: number): void {
    if (this.#isTouched[chunk] === 0) {
      this.#isTouched[chunk] = 1;
      this.#touched.push(chunk);
    }
    const scores = this.#scores[kind];
    scores[chunk] = (scores[chunk] ?? 0) + score;
  }
}

const kinds = ['text', 'name', 'symbol', 'reference', 'import', 'cover'] as const;
type Kind = (typeof kinds)[number];

function scoresFor(chunks: number): Readonly<Record<Kind, Float64Array>> {
  return {
    text: new Float64Array(chunks),
    name: new Float64Array(chunks),
    symbol: new Float64Array(chunks),
    reference: new Float64Array(chunks),
    import: new Float64Array(chunks),
    cover: new Float64Array(chunks),
  };
}
