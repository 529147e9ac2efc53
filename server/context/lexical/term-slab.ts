import type { KeyCounts } from './key-counts.ts';

/** What the index keeps of a chunk. Both arrays are ordered by key; counts end at 255. */
export interface ChunkTerms {
  readonly startLine: number;
  readonly endLine: number;
  /** Number of all terms, repeated ones too. */
  readonly length: number;
  readonly keys: Float64Array;
  readonly counts: Uint8Array;
}

/** A chunk without its terms. */
type ChunkFacts = Pick<ChunkTerms, 'startLine' | 'endLine' | 'length'>;

/**
 * Gathers the terms of the chunks of one file in two arrays, of which the chunks get views: arrays of their own for
 * every chunk would keep the garbage collector busy.
 */
export class TermSlab {
  #keys = new Float64Array(4_096);
  #counts = new Uint8Array(4_096);
  #used = 0;
  #chunks: (ChunkFacts & { readonly start: number; readonly end: number })[] = [];

  add(chunk: ChunkFacts, found: KeyCounts): void {
    const start = this.#used;
    const end = start + found.size;
    if (end > this.#keys.length) this.#grow(end);
    writeTerms({ keys: this.#keys, counts: this.#counts }, found, start);
    this.#used = end;
    this.#chunks.push({ ...chunk, start, end });
  }

  /** The chunks that were added since the last time. */
  take(): readonly ChunkTerms[] {
    const keys = this.#keys.slice(0, this.#used);
    const counts = this.#counts.slice(0, this.#used);
    const chunks = this.#chunks.map(({ startLine, endLine, length, start, end }) => ({
      ...{ startLine, endLine, length },
      ...{ keys: keys.subarray(start, end), counts: counts.subarray(start, end) },
    }));
    this.#used = 0;
    this.#chunks = [];
    return chunks;
  }

  #grow(least: number): void {
    const [keys, counts] = [this.#keys, this.#counts];
    this.#keys = new Float64Array(2 * least);
    this.#counts = new Uint8Array(2 * least);
    this.#keys.set(keys);
    this.#counts.set(counts);
  }
}

/** Writes keys in order and their counts, which end at 255, from `start` on. */
export function writeTerms(
  { keys, counts }: Pick<ChunkTerms, 'keys' | 'counts'>,
  found: KeyCounts,
  start: number,
): void {
  found.writeKeys(keys, start);
  const end = start + found.size;
  for (let i = start; i < end; i++) counts[i] = Math.min(255, found.get(keys[i] ?? 0));
}
