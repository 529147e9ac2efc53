import { documentKey } from '../base/document-key.ts';
import { belowLength, type Context, contextLength } from './context.ts';
import type { CorpusSegment } from './corpus-segment.ts';
import type { Matches } from './matches.ts';
import { fileEnd, firstWord, fixedBlanks, isLineStart, noBlank } from './token-ids.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * Finds in a segment where the tokens before the cursor were seen (an unbounded n-gram by suffix array: Liu et al.
 * 2024, "Infini-gram"). Masked files are passed over. Ids of the vocabulary go in and come out.
 */
export class SegmentMatcher {
  readonly segment: CorpusSegment;
  readonly #vocabulary: Vocabulary;
  readonly #fileOfKey: ReadonlyMap<string, number>;
  readonly #maskedKeys = new Set<string>();
  /** One bit a token position. */
  readonly #masked: Uint8Array;
  readonly #toShared: Int32Array;
  readonly #blankToShared: Int32Array;
  #fromShared = new Int32Array(0);
  #history: number[] = [];
  #below: number[] = [];
  #low = 0;
  #high = 0;

  constructor(segment: CorpusSegment, vocabulary: Vocabulary) {
    this.segment = segment;
    this.#vocabulary = vocabulary;
    this.#fileOfKey = new Map(segment.files.map((file, index) => [documentKey(file.uri), index]));
    this.#masked = new Uint8Array((segment.arrays.sizes.tokens >> 3) + 1);
    this.#toShared = new Int32Array(segment.arrays.sizes.words).fill(-1);
    this.#blankToShared = new Int32Array(segment.arrays.sizes.blanks).fill(-1);
  }

  /** Bytes that this view holds besides the segment's own. */
  get bytes(): number {
    return this.#masked.byteLength + this.#toShared.byteLength + this.#fromShared.byteLength;
  }

  /** The keys of the segment's files. */
  get keys(): Iterable<string> {
    return this.#fileOfKey.keys();
  }

  /** Passes over the files with these keys, and no others, from now on. */
  maskOnly(keys: ReadonlySet<string>): void {
    for (const key of [...this.#maskedKeys]) if (!keys.has(key)) this.unmask(key);
    for (const key of keys) this.mask(key);
  }

  hasFile(key: string): boolean {
    return this.#fileOfKey.has(key);
  }

  /** Passes over one more file, if the segment has it. */
  mask(key: string): void {
    const file = this.#fileOfKey.get(key);
    if (file === undefined || this.#maskedKeys.has(key)) return;
    this.#maskedKeys.add(key);
    const { fileStarts } = this.segment.arrays;
    for (let i = fileStarts[file] ?? 0; i < (fileStarts[file + 1] ?? 0); i++) {
      this.#masked[i >> 3] = (this.#masked[i >> 3] ?? 0) | (1 << (i & 7));
    }
  }

  /** Counts a file again that was passed over. */
  unmask(key: string): void {
    const file = this.#fileOfKey.get(key);
    if (file === undefined || !this.#maskedKeys.delete(key)) return;
    const { fileStarts } = this.segment.arrays;
    for (let i = fileStarts[file] ?? 0; i < (fileStarts[file + 1] ?? 0); i++) {
      this.#masked[i >> 3] = (this.#masked[i >> 3] ?? 0) & ~(1 << (i & 7));
    }
  }

  begin(context: Context): void {
    this.#history = context.history.map((token) => this.#tokenFor(token));
    this.#below = context.below.map((token) => this.#tokenFor(token));
  }

  push(token: number): void {
    this.#history.push(this.#tokenFor(token));
  }

  /** How often a token stands in the segment, masked files included. */
  countOf(shared: number): number {
    const token = this.#tokenFor(shared);
    const { bucketStarts } = this.segment.arrays;
    return token < firstWord ? 0 : (bucketStarts[token + 1] ?? 0) - (bucketStarts[token] ?? 0);
  }

  /** Visits words that begin with `prefix`, as tokens of the vocabulary, with how often they stand here. */
  visitWords(prefix: string, visit: (token: number, count: number) => void): void {
    const { bucketStarts, wordOrder } = this.segment.arrays;
    const start = this.segment.firstWordFrom(prefix);
    for (let i = start; i < Math.min(wordOrder.length, start + maxWordsVisited); i++) {
      const token = wordOrder[i] ?? 0;
      if (!this.segment.word(token).startsWith(prefix)) return;
      visit(this.#shared(token), (bucketStarts[token + 1] ?? 0) - (bucketStarts[token] ?? 0));
    }
  }

  /** How many tokens before the cursor were seen in this order, at most `limit`. */
  longest(limit: number): number {
    let low = 0;
    let high = Math.min(limit, this.#history.length, contextLength - 1);
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#narrow(middle) && this.#isContinued(middle)) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Adds what followed the last `depth` tokens: all places, or `limit` of them spread evenly, each weighing more. */
  collect(depth: number, limit: number, source: number, matches: Matches): void {
    if (!this.#narrow(depth)) return;
    const { tokens, blanks, suffixes } = this.segment.arrays;
    const count = this.#high - this.#low;
    const step = Math.max(1, count / limit);
    for (let at = this.#low; at < this.#high; at += step) {
      const position = (suffixes[at | 0] ?? 0) + depth;
      const token = tokens[position] ?? fileEnd;
      if (token === fileEnd || this.#isMasked(position)) continue;
      const i = matches.next();
      if (i < 0) return;
      matches.depths[i] = depth;
      matches.tokens[i] = this.#shared(token);
      matches.blanks[i] = isLineStart(token) ? noBlank : this.#sharedBlank(blanks[position] ?? 0);
      matches.distances[i] = 0;
      matches.agreements[i] = i < maxAgreementChecks && this.#agreesBelow(position) ? 1 : 0;
      matches.weights[i] = step;
      matches.positions[i] = position;
      matches.sources[i] = source;
    }
  }

  /** Finds the suffixes that start with the last `depth` tokens of the context. */
  #narrow(depth: number): boolean {
    const start = this.#history.length - depth;
    const first = this.#history[start] ?? 0;
    if (first === 0) return false;
    const { bucketStarts } = this.segment.arrays;
    let low = bucketStarts[first] ?? 0;
    let high = bucketStarts[first + 1] ?? 0;
    if (depth > 1) {
      const bucketEnd = high;
      low = this.#lowerBound(low, bucketEnd, start, depth, 0);
      high = this.#lowerBound(low, bucketEnd, start, depth, 1);
    }
    this.#low = low;
    this.#high = high;
    return low < high;
  }

  /** The first suffix that compares as at least `threshold` (0: equal, 1: greater) with the context. */
  #lowerBound(from: number, to: number, start: number, depth: number, threshold: number): number {
    const suffixes = this.segment.arrays.suffixes;
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#compare(suffixes[middle] ?? 0, start, depth) < threshold) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #compare(position: number, start: number, depth: number): number {
    const tokens = this.segment.arrays.tokens;
    const history = this.#history;
    for (let d = 1; d < depth; d++) {
      const difference = (tokens[position + d] ?? 0) - (history[start + d] ?? 0);
      if (difference !== 0) return difference < 0 ? -1 : 1;
      // Nothing behind the end of a file was sorted.
      if (history[start + d] === fileEnd) return -1;
    }
    return 0;
  }

  #isContinued(depth: number): boolean {
    const { tokens, suffixes } = this.segment.arrays;
    const end = Math.min(this.#high, this.#low + maxMaskedScan);
    for (let i = this.#low; i < end; i++) {
      const position = (suffixes[i] ?? 0) + depth;
      if ((tokens[position] ?? fileEnd) !== fileEnd && !this.#isMasked(position)) return true;
    }
    return false;
  }

  #isMasked(position: number): boolean {
    return ((this.#masked[position >> 3] ?? 0) & (1 << (position & 7))) !== 0;
  }

  #agreesBelow(position: number): boolean {
    if (this.#below.length === 0) return false;
    const tokens = this.segment.arrays.tokens;
    let at = position;
    const end = Math.min(tokens.length, position + maxLineScan);
    while (at < end && !isLineStart(tokens[at] ?? 0)) at += 1;
    if (at >= end) return false;
    for (let i = 0; i < this.#below.length && i < belowLength; i++) {
      const token = tokens[at + 1 + i] ?? 0;
      if (token !== this.#below[i] || token === fileEnd) return false;
    }
    return true;
  }

  #tokenFor(shared: number): number {
    if (shared < firstWord) return shared;
    if (shared >= this.#fromShared.length) this.#growFromShared(shared);
    const known = this.#fromShared[shared] ?? 0;
    if (known !== 0) return known - 1;
    const token = this.segment.tokenOf(this.#vocabulary.word(shared));
    this.#fromShared[shared] = token + 1;
    return token;
  }

  #growFromShared(shared: number): void {
    const grown = new Int32Array(Math.max(shared + 1, this.#vocabulary.size, this.#fromShared.length * 2));
    grown.set(this.#fromShared);
    this.#fromShared = grown;
  }

  #shared(token: number): number {
    if (token < firstWord) return token;
    let shared = this.#toShared[token] ?? -1;
    if (shared >= 0) return shared;
    shared = this.#vocabulary.idOf(this.segment.word(token));
    this.#toShared[token] = shared;
    return shared;
  }

  #sharedBlank(blank: number): number {
    if (blank < fixedBlanks.length) return blank;
    let shared = this.#blankToShared[blank] ?? -1;
    if (shared >= 0) return shared;
    shared = this.#vocabulary.blankIdOf(this.segment.blank(blank));
    this.#blankToShared[blank] = shared;
    return shared;
  }
}

const maxWordsVisited = 100;
const maxMaskedScan = 64;
const maxAgreementChecks = 48;
const maxLineScan = 60;
