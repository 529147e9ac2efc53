import { breathe } from '../base/cancellation.ts';

/** Tokens that order two suffixes; suffixes with this many in common may stand in any order. */
export const sortedDepth = 24;

/** The suffixes of a token sequence in the order of their tokens. */
export interface SuffixArray {
  /** Token positions, sorted. */
  readonly positions: Int32Array;
  /** Index of the first suffix that starts with each token; one more entry than there are tokens. */
  readonly bucketStarts: Int32Array;
}

/**
 * Sorts the suffixes of `tokens`: by counting on the first token, then three-way radix quicksort (Bentley and
 * Sedgewick 1997). Token 0 ends a file: nothing behind it is compared. Breathes every few milliseconds.
 */
export async function sortSuffixes(
  tokens: Int32Array,
  vocabularySize: number,
  signal: AbortSignal,
): Promise<SuffixArray> {
  const bucketStarts = bucketStartsOf(tokens, vocabularySize);
  const positions = new Int32Array(tokens.length);
  const next = bucketStarts.slice();
  for (let i = 0; i < tokens.length; i++) {
    if (i % breathEveryTokens === 0) await breathe(signal);
    const token = tokens[i] ?? 0;
    const slot = next[token] ?? 0;
    positions[slot] = i;
    next[token] = slot + 1;
  }
  const sorter = new SuffixSorter(tokens, positions);
  let work = 0;
  for (let token = 1; token < vocabularySize; token++) {
    sorter.push(bucketStarts[token] ?? 0, bucketStarts[token + 1] ?? 0, 1);
    while (sorter.isPending()) {
      work += sorter.step();
      if (work < breathEverySteps) continue;
      work = 0;
      await breathe(signal);
    }
  }
  return { positions, bucketStarts };
}

const breathEveryTokens = 500_000;
const breathEverySteps = 60_000;

function bucketStartsOf(tokens: Int32Array, vocabularySize: number): Int32Array {
  const starts = new Int32Array(vocabularySize + 1);
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] ?? 0;
    starts[token + 1] = (starts[token + 1] ?? 0) + 1;
  }
  for (let i = 1; i <= vocabularySize; i++) starts[i] = (starts[i] ?? 0) + (starts[i - 1] ?? 0);
  return starts;
}

/** Ranges of suffixes that agree up to some depth and wait to be ordered further. */
class SuffixSorter {
  readonly #tokens: Int32Array;
  readonly #positions: Int32Array;
  /** Triples of first index, index behind the last, depth. */
  readonly #pending: number[] = [];

  constructor(tokens: Int32Array, positions: Int32Array) {
    this.#tokens = tokens;
    this.#positions = positions;
  }

  isPending(): boolean {
    return this.#pending.length > 0;
  }

  push(low: number, high: number, depth: number): void {
    if (high - low > 1 && depth < sortedDepth) this.#pending.push(low, high, depth);
  }

  /** Orders one range by one token more; returns how many suffixes it looked at. */
  step(): number {
    const depth = this.#pending.pop() ?? 0;
    const high = this.#pending.pop() ?? 0;
    const low = this.#pending.pop() ?? 0;
    if (high - low <= insertionSortBelow) {
      this.#insertionSort(low, high, depth);
      return (high - low) * 4;
    }
    this.#partition(low, high, depth);
    return high - low;
  }

  #partition(low: number, high: number, depth: number): void {
    const tokens = this.#tokens;
    const positions = this.#positions;
    const pivot = this.#pivot(low, high, depth);
    let less = low;
    let greater = high;
    let i = low;
    while (i < greater) {
      const position = positions[i] ?? 0;
      const token = tokens[position + depth] ?? 0;
      if (token < pivot) {
        positions[i] = positions[less] ?? 0;
        positions[less] = position;
        less += 1;
        i += 1;
      } else if (token > pivot) {
        greater -= 1;
        positions[i] = positions[greater] ?? 0;
        positions[greater] = position;
      } else {
        i += 1;
      }
    }
    this.push(low, less, depth);
    this.push(greater, high, depth);
    if (pivot !== 0) this.push(less, greater, depth + 1);
  }

  #pivot(low: number, high: number, depth: number): number {
    const a = this.#tokenAt(low, depth);
    const b = this.#tokenAt((low + high) >> 1, depth);
    const c = this.#tokenAt(high - 1, depth);
    return a < b ? (b < c ? b : Math.max(a, c)) : a < c ? a : Math.max(b, c);
  }

  #tokenAt(index: number, depth: number): number {
    return this.#tokens[(this.#positions[index] ?? 0) + depth] ?? 0;
  }

  #insertionSort(low: number, high: number, depth: number): void {
    const positions = this.#positions;
    for (let i = low + 1; i < high; i++) {
      const position = positions[i] ?? 0;
      let j = i;
      while (j > low && this.#isBefore(position, positions[j - 1] ?? 0, depth)) {
        positions[j] = positions[j - 1] ?? 0;
        j -= 1;
      }
      positions[j] = position;
    }
  }

  #isBefore(a: number, b: number, depth: number): boolean {
    for (let d = depth; d < sortedDepth; d++) {
      const tokenA = this.#tokens[a + d] ?? 0;
      const tokenB = this.#tokens[b + d] ?? 0;
      if (tokenA !== tokenB) return tokenA < tokenB;
      if (tokenA === 0) return false;
    }
    return false;
  }
}

const insertionSortBelow = 10;
