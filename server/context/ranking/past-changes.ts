import { TermCollector } from '../lexical/chunk-terms.ts';
import { LexicalIndex, type QueryTerm } from '../lexical/lexical-index.ts';
import { searchChunks } from '../lexical/lexical-search.ts';
import { FileHistories, type ToldChange } from './file-histories.ts';

/** A commit: what was said of it, and the files it changed. */
export interface PastChange {
  readonly id: string;
  readonly message: string;
  readonly paths: readonly string[];
}

/**
 * How lately and how often each file was changed: the sum over its changes of 2 ** (-age / halfLife), age counted in
 * commits from the newest, a change of many files counting less for each.
 */
export function recencyScores(changes: readonly PastChange[], halfLife: number): ReadonlyMap<string, number> {
  const scores = new Map<string, number>();
  for (const [age, { paths }] of changes.entries()) {
    const share = 2 ** (-age / halfLife) / Math.sqrt(Math.max(1, paths.length));
    for (const path of paths) scores.set(path, (scores.get(path) ?? 0) + share);
  }
  return scores;
}

/** Finds files by what was said when they were changed. */
export class PastChanges {
  readonly #index = new LexicalIndex();
  readonly #byId = new Map<string, PastChange>();
  readonly #histories: FileHistories;

  /** Newest first. */
  constructor(changes: readonly PastChange[], collector: TermCollector = new TermCollector()) {
    const told: ToldChange[] = [];
    for (const change of changes) {
      this.#byId.set(change.id, change);
      const text = { path: change.id, startLine: 0, endLine: 1, text: change.message };
      const terms = collector.chunkTerms(text);
      this.#index.replace({ path: change.id, chunks: [emptyPath, terms] });
      told.push({ keys: terms.keys, paths: change.paths });
    }
    this.#histories = new FileHistories(told);
  }

  /**
   * For each file, the squared scores of the `limit` most similar changes that touched it, each shared by all its
   * files: one very similar change says more than several that are a little so.
   */
  scores(query: readonly QueryTerm[], limit: number): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const match of searchChunks(this.#index, query, limit)) {
      const { paths = [] } = this.#byId.get(match.path) ?? {};
      const share = match.score ** 2 / Math.sqrt(Math.max(1, paths.length));
      for (const path of paths) scores.set(path, (scores.get(path) ?? 0) + share);
    }
    return scores;
  }

  /** For each file, how well all that was ever said of its changes answers the query. */
  historyScores(query: readonly QueryTerm[]): ReadonlyMap<string, number> {
    return this.#histories.scores(query);
  }
}

const emptyPath = {
  startLine: 0,
  endLine: 0,
  length: 0,
  keys: new Float64Array(),
  counts: new Uint8Array(),
} as const;
