import { termKey, wordTerms } from './code-terms.ts';

/**
 * The keys of a word's terms in the text of a chunk, remembered for at most `maxRememberedWords` words. A word is
 * known by 64 bits of hash over its place in the text, so that looking it up makes no string.
 */
export class WordKeys {
  readonly #lows = new Int32Array(slots);
  readonly #highs = new Int32Array(slots);
  #keys: (readonly number[] | undefined)[] = noKeys();
  #size = 0;

  keysOf(text: string, start: number, end: number): readonly number[] {
    let low = 0x811c9dc5 | 0;
    let high = 0x2f6e2b1 | 0;
    for (let at = start; at < end; at++) {
      const unit = text.charCodeAt(at);
      low = Math.imul(low ^ unit, 0x01000193);
      high = Math.imul(high ^ unit, 0x85ebca6b);
      high ^= high >>> 15;
    }
    let slot = (low ^ (low >>> 15)) & (slots - 1);
    for (;;) {
      const known = this.#keys[slot];
      if (known === undefined) break;
      if (this.#lows[slot] === low && this.#highs[slot] === high) return known;
      slot = (slot + 1) & (slots - 1);
    }
    const keys = wordTerms(text.slice(start, end)).map((term) => termKey(term, 'text'));
    this.#remember({ slot, low, high }, keys);
    return keys;
  }

  #remember({ slot, low, high }: Place, keys: readonly number[]): void {
    if (this.#size >= maxRememberedWords) {
      this.#keys = noKeys();
      this.#size = 0;
      return;
    }
    this.#lows[slot] = low;
    this.#highs[slot] = high;
    this.#keys[slot] = keys;
    this.#size += 1;
  }
}

interface Place {
  readonly slot: number;
  readonly low: number;
  readonly high: number;
}

function noKeys(): (readonly number[] | undefined)[] {
  return new Array<readonly number[] | undefined>(slots).fill(undefined);
}

const maxRememberedWords = 50_000;
/** A power of two, well above the number of words. */
const slots = 131_072;
