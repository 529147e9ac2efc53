import { isLineStart, sameIndent } from './token-ids.ts';

/**
 * Places where the tokens before the cursor were seen before, each with what followed there.
 * One object is filled again for every prediction, so that predicting allocates little.
 */
export class Matches {
  length = 0;
  /** Tokens in common with the text before the cursor. */
  readonly depths = new Int32Array(capacity);
  /** What followed. */
  readonly tokens = new Int32Array(capacity);
  /** The blanks in front of it. */
  readonly blanks = new Int32Array(capacity);
  /** Lines between the place and the cursor; 0 in other files. */
  readonly distances = new Int32Array(capacity);
  /** Whether the line after the place starts like the line after the cursor: 1 or 0. */
  readonly agreements = new Uint8Array(capacity);
  /** How many places each entry stands for. */
  readonly weights = new Float64Array(capacity);
  /** The token position of what followed, and which source it is in; for evidence. */
  readonly positions = new Int32Array(capacity);
  readonly sources = new Int32Array(capacity);

  clear(): void {
    this.length = 0;
  }

  /**
   * Sums up by blanks, and by the tokens of the group themselves, what followed matches at least this long; returns
   * the weight of all, and the first such entry or -1.
   */
  sum(group: number, depth: number, blanks: Map<number, number>, tokens: Map<number, number>) {
    let sum = 0;
    let index = -1;
    for (let i = 0; i < this.length; i++) {
      if ((this.depths[i] ?? 0) < depth || groupOf(this.tokens[i] ?? 0) !== group) continue;
      const blank = this.blanks[i] ?? 0;
      const weight = (this.weights[i] ?? 0) * depth * depth;
      const token = this.tokens[i] ?? 0;
      blanks.set(blank, (blanks.get(blank) ?? 0) + weight);
      tokens.set(token, (tokens.get(token) ?? 0) + weight);
      sum += weight;
      if (index < 0) index = i;
    }
    return { weight: sum, index };
  }

  placeOf(i: number, source: number, count: number): Place {
    return { source, index: this.sources[i] ?? 0, position: this.positions[i] ?? 0, count };
  }

  /** The index of a new entry, all of whose fields the caller fills in; -1 when there is no room. */
  next(): number {
    if (this.length === capacity) return -1;
    this.length += 1;
    return this.length - 1;
  }
}

/** Where a token was seen: a position in a part of a source, and how often in all. */
export interface Place {
  readonly source: number;
  readonly index: number;
  readonly position: number;
  readonly count: number;
}

/** All line starts are one: that the line ends here. */
export function groupOf(token: number): number {
  return isLineStart(token) ? sameIndent : token;
}

/** Entries; some hundred places say what there is to say. */
const capacity = 512;
