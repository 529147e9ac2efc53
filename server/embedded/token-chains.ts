/**
 * A growing list of tokens in which places are found by the 1, 2 or 4 tokens that end there, the newest first:
 * chains of places with the same hash, as in LZ77 compressors.
 */
export class TokenChains {
  length = 0;
  tokens = new Int32Array(initialCapacity);
  blanks = new Int32Array(initialCapacity);
  /** Who appended the token. */
  owners = new Int32Array(initialCapacity);
  readonly #orders: readonly Chain[];

  constructor(expectedTokens: number) {
    let heads = 1 << 12;
    while (heads < expectedTokens && heads < 1 << 18) heads *= 2;
    this.#orders = [newChain(1, heads), newChain(2, heads), newChain(4, heads)];
  }

  get bytes(): number {
    return this.tokens.byteLength * 6 + this.#orders.reduce((sum, chain) => sum + chain.heads.byteLength, 0);
  }

  /** Appends a token; `recent` holds the tokens before it, and ends with the token itself. */
  append(token: number, blank: number, owner: number, recent: readonly number[]): void {
    if (this.length === this.tokens.length) this.#grow();
    const at = this.length;
    this.tokens[at] = token;
    this.blanks[at] = blank;
    this.owners[at] = owner;
    this.length += 1;
    for (const chain of this.#orders) {
      if (recent.length < chain.order) chain.links[at] = -1;
      else link(chain, at, this.hashOf(recent, chain.order));
    }
  }

  /** The hash of the last `order` tokens of a list. */
  hashOf(recent: readonly number[], order: number): number {
    let hash = order;
    for (let i = recent.length - order; i < recent.length; i++) {
      hash = Math.imul(hash ^ (recent[i] ?? 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  /** The newest place with this hash, or -1; others share it, so whoever asks compares. */
  first(order: number, hash: number): number {
    const chain = this.#chainOf(order);
    return chain.heads[hash & (chain.heads.length - 1)] ?? -1;
  }

  /** The place before `at` in its chain, or -1. */
  next(order: number, at: number): number {
    return this.#chainOf(order).links[at] ?? -1;
  }

  #chainOf(order: number): Chain {
    const chain = this.#orders[order >> 1];
    if (chain === undefined) throw new RangeError(`no chain of order ${order}`);
    return chain;
  }

  #grow(): void {
    const capacity = this.tokens.length * 2;
    this.tokens = grown(this.tokens, capacity);
    this.blanks = grown(this.blanks, capacity);
    this.owners = grown(this.owners, capacity);
    for (const chain of this.#orders) {
      chain.links = grown(chain.links, capacity);
    }
  }
}

interface Chain {
  readonly order: number;
  heads: Int32Array;
  links: Int32Array;
}

function newChain(order: number, headCount: number): Chain {
  return { order, heads: new Int32Array(headCount).fill(-1), links: new Int32Array(initialCapacity) };
}

function link(chain: Chain, at: number, hash: number): void {
  const slot = hash & (chain.heads.length - 1);
  chain.links[at] = chain.heads[slot] ?? -1;
  chain.heads[slot] = at;
}

function grown(array: Int32Array, capacity: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(capacity);
  copy.set(array);
  return copy;
}

const initialCapacity = 1 << 11;
