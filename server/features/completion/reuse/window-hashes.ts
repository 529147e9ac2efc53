/**
 * Hashes of all windows of `windowUnits` that end near an offset, each in constant time.
 *
 * A polynomial over UTF-16 units, modulo 2^32: of two texts with the same hash one must still be compared, so it only
 * finds what may be the same. A window at the start of the text is as long as the text before its end.
 */
export class WindowHashes {
  readonly #from: number;
  /** Of the text between `#from` and each offset behind it. */
  readonly #sums: Uint32Array;

  /** For windows that end at most `back` units before `offset`. */
  constructor(text: string, offset: number, back: number) {
    this.#from = Math.max(0, offset - back - windowUnits);
    this.#sums = new Uint32Array(offset - this.#from + 1);
    let sum = 0;
    for (let at = this.#from; at < offset; at++) {
      sum = (Math.imul(sum, base) + text.charCodeAt(at) + 1) >>> 0;
      this.#sums[at - this.#from + 1] = sum;
    }
  }

  /** The hash of the window that ends at `end`. */
  at(end: number): number {
    const start = Math.max(this.#from, end - windowUnits);
    const before = this.#sums[start - this.#from] ?? 0;
    const all = this.#sums[end - this.#from] ?? 0;
    return (all - Math.imul(before, powers[end - start] ?? 0)) >>> 0;
  }
}

/** The hash of a whole text. */
export function hashOf(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at++) sum = (Math.imul(sum, base) + text.charCodeAt(at) + 1) >>> 0;
  return sum;
}

/**
 * UTF-16 units before the cursor that decide a suggestion. About ten lines: most of what a model's answer turns on,
 * and short enough that an edit further up, such as an import that is added, loses nothing.
 */
export const windowUnits = 400;

/** Odd, and with bits all over, so that no unit drops out of the sum. */
const base = 0x9e3779b1;
const powers = powersUpTo(windowUnits);

function powersUpTo(most: number): Uint32Array {
  const result = new Uint32Array(most + 1);
  result[0] = 1;
  for (let i = 1; i <= most; i++) result[i] = Math.imul(result[i - 1] ?? 0, base);
  return result;
}
