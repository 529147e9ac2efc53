import { groupOf, type Matches } from './matches.ts';

/** The sources of evidence, in the order of their weight. */
export const sources = { file: 0, repository: 1, otherOpen: 2 } as const;
const sourceCount = 3;

/** Match lengths for which shares are kept one by one. */
export const shareDepths = 5;

/** What the three sources say about one token that may come next. */
export class Candidate {
  token = 0;
  /** Share of the mixture of all sources, before competitors that do not fit are left out. */
  mixed = 0;
  readonly probability = new Float64Array(sourceCount);
  /** Longest match after which this token was seen, per source. */
  readonly depth = new Int32Array(sourceCount);
  /** How often it was seen after that match. */
  readonly count = new Float64Array(sourceCount);
  /** How often the line below agreed, too. */
  readonly agreed = new Float64Array(sourceCount);
  /** Lines to the nearest place in the file where it followed the longest match. */
  distance = -1;
  /** Its share of the places after matches of 1, 2, … tokens, source by source; 0 where none was looked at. */
  readonly shares = new Float64Array(sourceCount * shareDepths);

  reset(token: number): void {
    this.token = token;
    this.mixed = 0;
    this.probability.fill(0);
    this.depth.fill(0);
    this.count.fill(0);
    this.agreed.fill(0);
    this.distance = -1;
    this.shares.fill(0);
  }
}

/** What one source says as a whole. */
export interface SourceSummary {
  /** The longest match. */
  depth: number;
  /** Places of the longest match, and different tokens that followed there. */
  total: number;
  distinct: number;
}

/** One for each source: the file, the repository, other open documents. */
export type SourceSummaries = readonly [SourceSummary, SourceSummary, SourceSummary];

function newSummary(): SourceSummary {
  return { depth: 0, total: 0, distinct: 0 };
}

/**
 * Weighs what followed earlier matches into one list of candidates: per source an interpolated Witten-Bell estimate
 * over match lengths, then a mixture by squared match length (nested cache: Hellendoorn and Devanbu 2017).
 */
export class EvidenceTable {
  readonly summaries: SourceSummaries = [newSummary(), newSummary(), newSummary()];
  /** Among equal candidates the order of their words decides, so that ids and the order of edits do not matter. */
  readonly #wordOf: (token: number) => string;
  readonly #candidates: Candidate[] = [];
  #length = 0;
  /** Per token: its slot, where `#rounds` has the present round. */
  #slots = new Int32Array(initialTokens);
  #rounds = new Int32Array(initialTokens);
  #round = 0;
  readonly #levelCounts = new Float64Array(maxCandidates);
  readonly #fitting = new Int32Array(maxMatches);
  #fittingLength = 0;

  constructor(wordOf: (token: number) => string) {
    this.#wordOf = wordOf;
  }

  clear(): void {
    this.#length = 0;
    this.#round += 1;
    for (const summary of this.summaries) {
      summary.depth = 0;
      summary.total = 0;
      summary.distinct = 0;
    }
  }

  /** The candidate for this token, made when it is new; undefined when the table is full. */
  candidateFor(token: number): Candidate | undefined {
    const slot = this.#slotOf(token);
    return slot < 0 ? undefined : this.#candidates[slot];
  }

  /** Takes in those matches of a source that fit what was typed. */
  add(source: number, matches: Matches, fits: (match: number) => boolean): void {
    const summary = this.summaries[source];
    if (summary === undefined) return;
    let depth = 0;
    this.#fittingLength = 0;
    for (let i = 0; i < matches.length; i++) {
      if (!fits(i)) continue;
      depth = Math.max(depth, matches.depths[i] ?? 0);
      this.#fitting[this.#fittingLength] = i;
      this.#fittingLength += 1;
    }
    summary.depth = depth;
    let rest = 1;
    for (let levels = 0; depth >= 1 && levels < maxLevels && rest >= negligible; levels++) {
      rest *= this.#addLevel(source, depth, rest, matches);
      depth = nextDepth(depth);
    }
  }

  /**
   * Fills in the shares of the mixture; the `limit` likeliest candidates come back, the best first, without those
   * that have less than `leastShare` of the first one's share.
   */
  rank(weights: readonly number[], limit: number, leastShare: number): Ranking {
    let total = 0;
    const scales = this.summaries.map((summary, source) => {
      const scale = (weights[source] ?? 0) * summary.depth * summary.depth;
      total += scale;
      return scale;
    });
    const best: Candidate[] = [];
    let fitting = 0;
    for (let slot = 0; slot < this.#length; slot++) {
      const candidate = this.#candidates[slot];
      if (candidate === undefined) continue;
      let sum = 0;
      for (let source = 0; source < sourceCount; source++) {
        sum += (scales[source] ?? 0) * (candidate.probability[source] ?? 0);
      }
      candidate.mixed = total > 0 ? sum / total : 0;
      fitting += candidate.mixed;
      this.#insert(best, candidate, limit);
    }
    const least = (best[0]?.mixed ?? 0) * leastShare;
    // Rounded, because the sum must not depend on the order in which the candidates were found.
    return {
      best: best.filter((candidate) => candidate.mixed >= least),
      fitting: Number(fitting.toFixed(9)),
    };
  }

  #insert(best: Candidate[], candidate: Candidate, limit: number): void {
    let at = best.length;
    while (at > 0 && this.#isAhead(candidate, best[at - 1])) at -= 1;
    if (at === limit) return;
    best.splice(at, 0, candidate);
    if (best.length > limit) best.pop();
  }

  #isAhead(a: Candidate, b: Candidate | undefined): boolean {
    if (b === undefined || a.mixed > b.mixed) return true;
    return a.mixed === b.mixed && this.#wordOf(a.token) < this.#wordOf(b.token);
  }

  /** Returns the share of probability that is left for shorter matches. */
  #addLevel(source: number, depth: number, rest: number, matches: Matches): number {
    const { total, distinct } = this.#countLevel(source, depth, matches);
    if (total === 0) return 1;
    this.#summarize(source, depth, total, distinct);
    const share = Math.min(maxLevelShare, total / (total + distinct * (depth >= 6 ? 0.5 : 1)));
    for (let slot = 0; slot < this.#length; slot++) {
      const count = this.#levelCounts[slot] ?? 0;
      if (count === 0) continue;
      this.#give(source, slot, depth, { count, total, probability: (rest * share * count) / total });
    }
    return 1 - share;
  }

  /** Counts in `#levelCounts` what followed matches of this length. */
  #countLevel(source: number, depth: number, matches: Matches) {
    const counts = this.#levelCounts.fill(0, 0, this.#length);
    let total = 0;
    let distinct = 0;
    for (let at = 0; at < this.#fittingLength; at++) {
      const i = this.#fitting[at] ?? 0;
      if (!isOfLevel(source, matches.depths[i] ?? 0, depth)) continue;
      const slot = this.#slotOf(groupOf(matches.tokens[i] ?? 0));
      if (slot < 0) continue;
      const weight = matches.weights[i] ?? 0;
      if (counts[slot] === 0) distinct += 1;
      counts[slot] = (counts[slot] ?? 0) + weight;
      total += weight;
      this.#note(source, slot, i, matches);
    }
    return { total, distinct };
  }

  #give(source: number, slot: number, depth: number, { count, total, probability }: Given): void {
    const candidate = this.#candidates[slot];
    if (candidate === undefined) return;
    candidate.probability[source] = (candidate.probability[source] ?? 0) + probability;
    if (depth <= shareDepths) candidate.shares[source * shareDepths + depth - 1] = count / total;
    if (candidate.depth[source] !== 0) return;
    candidate.depth[source] = depth;
    candidate.count[source] = count;
  }

  #note(source: number, slot: number, match: number, matches: Matches): void {
    const candidate = this.#candidates[slot];
    if (candidate === undefined || candidate.depth[source] !== 0) return;
    candidate.agreed[source] = (candidate.agreed[source] ?? 0) + (matches.agreements[match] ?? 0);
    if (source !== sources.file) return;
    const distance = matches.distances[match] ?? 0;
    if (candidate.distance < 0 || distance < candidate.distance) candidate.distance = distance;
  }

  #summarize(source: number, depth: number, total: number, distinct: number): void {
    const summary = this.summaries[source];
    if (summary === undefined || summary.depth !== depth) return;
    summary.total = total;
    summary.distinct = distinct;
  }

  #slotOf(token: number): number {
    if (token >= this.#slots.length) this.#grow(token);
    if (this.#rounds[token] === this.#round) return this.#slots[token] ?? -1;
    if (this.#length === maxCandidates) return -1;
    const slot = this.#length;
    this.#length += 1;
    this.#slots[token] = slot;
    this.#rounds[token] = this.#round;
    this.#levelCounts[slot] = 0;
    const candidate = this.#candidates[slot] ?? new Candidate();
    candidate.reset(token);
    this.#candidates[slot] = candidate;
    return slot;
  }

  #grow(token: number): void {
    const length = Math.max(token + 1, this.#slots.length * 2);
    this.#slots = grown(this.#slots, length);
    this.#rounds = grown(this.#rounds, length);
  }
}

function grown(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(array);
  return copy;
}

/** The repository was asked once for each length, the open documents once for all. */
function isOfLevel(source: number, matchDepth: number, depth: number): boolean {
  return source === sources.repository ? matchDepth === depth : matchDepth >= depth;
}

interface Given {
  readonly count: number;
  readonly total: number;
  readonly probability: number;
}

/** The likeliest candidates, and the share of the mixture that all candidates have. */
export interface Ranking {
  readonly best: readonly Candidate[];
  readonly fitting: number;
}

/** The match lengths that are looked at: every one up to 6, then about the half of the one before. */
export function nextDepth(depth: number): number {
  return depth > 6 ? Math.max(6, depth >> 1) : depth - 1;
}

const initialTokens = 1 << 12;
const maxCandidates = 384;
const maxMatches = 512;
const maxLevels = 8;
const maxLevelShare = 0.98;
const negligible = 0.0005;
