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
  /** The chunk that stands for the path of a chunk's file. */
  pathChunkOf(chunk: number): number;
  /** All chunks, with a score or without. */
  readonly chunkCount: number;
}

/**
 * The scores of one search by chunk, kept to be used again, since a search must not allocate an entry for each chunk.
 * Invariant: a chunk that is not in `touched` has no score.
 */
export class ScoreBoard {
  /** `text` has the score of the path for chunks that stand for a path; `cover` see there. */
  #scores: Readonly<Record<Kind, Float64Array>>;
  readonly #used = new Set<Kind>();
  #isTouched: Uint8Array;
  #touched: Uint32Array;
  #size = 0;

  constructor(chunks: number) {
    this.#scores = scoresFor(chunks);
    this.#isTouched = new Uint8Array(chunks);
    this.#touched = new Uint32Array(chunks);
  }

  get touched(): Uint32Array {
    return this.#touched.subarray(0, this.#size);
  }

  clear(chunks: number): void {
    // Where many have scores, wiping everything is the least work.
    if (this.#size * 8 > this.#isTouched.length) {
      for (const kind of this.#used) this.#scores[kind].fill(0);
      this.#isTouched.fill(0);
    } else this.#clearTouched();
    this.#used.clear();
    this.#size = 0;
    if (this.#isTouched.length >= chunks) return;
    this.#scores = scoresFor(chunks * 2);
    this.#isTouched = new Uint8Array(chunks * 2);
    this.#touched = new Uint32Array(chunks * 2);
  }

  /** Where scores of a field are added up until the next `clear`; each chunk that gets one is to be touched, too. */
  scoresOf(field: TermField): Float64Array {
    const kind = field === 'path' ? 'text' : field;
    this.#used.add(kind);
    return this.#scores[kind];
  }

  touch(chunk: number): void {
    if (this.#isTouched[chunk] === 1) return;
    this.#isTouched[chunk] = 1;
    this.#touched[this.#size] = chunk;
    this.#size += 1;
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
    this.#used.add('cover');
    this.touch(pathChunk);
    const { cover } = this.#scores;
    cover[pathChunk] = (cover[pathChunk] ?? 0) + worth;
  }

  /** At the chunk of its path, what share of the terms a file has anywhere, in idf. */
  coverage(pathChunk: number): number {
    return this.#scores.cover[pathChunk] ?? 0;
  }

  #clearTouched(): void {
    const touched = this.#touched.subarray(0, this.#size);
    for (const kind of this.#used) {
      const scores = this.#scores[kind];
      for (const chunk of touched) scores[chunk] = 0;
    }
    for (const chunk of touched) this.#isTouched[chunk] = 0;
  }
}

type Kind = 'text' | 'name' | 'symbol' | 'reference' | 'import' | 'cover';

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
