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
  #scores: BoardScores;
  readonly #touched: number[] = [];

  constructor(chunks: number) {
    this.#scores = scoresFor(chunks);
  }

  get touched(): readonly number[] {
    return this.#touched;
  }

  clear(chunks: number): void {
    const { text, name, symbol, reference, cover, isTouched } = this.#scores;
    for (const chunk of this.#touched) {
      text[chunk] = 0;
      name[chunk] = 0;
      symbol[chunk] = 0;
      reference[chunk] = 0;
      cover[chunk] = 0;
      isTouched[chunk] = 0;
    }
    this.#touched.length = 0;
    if (isTouched.length < chunks) this.#scores = scoresFor(chunks * 2);
  }

  add(chunk: number, field: TermField, score: number): void {
    this.#touch(chunk);
    const scores = scoresOf(this.#scores, field);
    scores[chunk] = (scores[chunk] ?? 0) + score;
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
    this.#touch(pathChunk);
    const { cover } = this.#scores;
    cover[pathChunk] = (cover[pathChunk] ?? 0) + worth;
  }

  /** At the chunk of its path, what share of the terms a file has anywhere, in idf. */
  coverage(pathChunk: number): number {
    return this.#scores.cover[pathChunk] ?? 0;
  }

  #touch(chunk: number): void {
    if (this.#scores.isTouched[chunk] !== 0) return;
    this.#scores.isTouched[chunk] = 1;
    this.#touched.push(chunk);
  }
}

interface BoardScores {
  /** Of the path for chunks that stand for a path. */
  readonly text: Float64Array;
  readonly name: Float64Array;
  readonly symbol: Float64Array;
  readonly reference: Float64Array;
  readonly cover: Float64Array;
  readonly isTouched: Uint8Array;
}

function scoresFor(chunks: number): BoardScores {
  return {
    text: new Float64Array(chunks),
    name: new Float64Array(chunks),
    symbol: new Float64Array(chunks),
    reference: new Float64Array(chunks),
    cover: new Float64Array(chunks),
    isTouched: new Uint8Array(chunks),
  };
}

/** Of a module that is imported, nothing is scored: it counts as a reference. Spelled out, since looking a property up by a name that varies costs a search most of its time. */
function scoresOf(scores: BoardScores, field: TermField): Float64Array {
  if (field === 'text' || field === 'path') return scores.text;
  if (field === 'name') return scores.name;
  return field === 'symbol' ? scores.symbol : scores.reference;
}
