import { TermCollector } from '../lexical/chunk-terms.ts';
import { LexicalIndex, type QueryTerm } from '../lexical/lexical-index.ts';
import { searchChunks } from '../lexical/lexical-search.ts';
import { FileHistories, type ToldChange } from './file-histories.ts';
import { type PathFacts, pathFactsOf } from './priors.ts';

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

/** A file that was changed. */
export interface PastFile extends PathFacts {
  /** How lately and often, 1 for the first of all files. */
  readonly recent: number;
}

/** A change, and how many newer ones there are. */
export interface AgedChange {
  readonly change: PastChange;
  readonly age: number;
}

/** Finds files by what was said when they were changed. */
export class PastChanges {
  readonly #index = new LexicalIndex();
  readonly #byId = new Map<string, PastChange>();
  readonly #byPath = new Map<string, AgedChange[]>();
  readonly #changes: readonly PastChange[];
  readonly #histories: FileHistories;
  #files: ReadonlyMap<string, PastFile> | undefined;
  #parts: ReadonlyMap<string, number> | undefined;

  /** Newest first. */
  constructor(changes: readonly PastChange[], collector: TermCollector = new TermCollector()) {
    this.#changes = changes;
    const told: ToldChange[] = [];
    for (const [age, change] of changes.entries()) {
      this.#byId.set(change.id, change);
      this.#noteByPath({ change, age });
      const text = { path: change.id, startLine: 0, endLine: 1, text: change.message };
      const terms = collector.chunkTerms(text);
      this.#index.replace({ path: change.id, chunks: [emptyPath, terms] });
      told.push({ keys: terms.keys, paths: change.paths });
    }
    this.#histories = new FileHistories(told);
  }

  /** What is the same for all requests, of every file that was changed; found out once. */
  get files(): ReadonlyMap<string, PastFile> {
    this.#files ??= pastFilesOf(this.#changes);
    return this.#files;
  }

  /** How lately and often each part of the repository was changed, 1 for the first of all; found out once. */
  get parts(): ReadonlyMap<string, number> {
    this.#parts ??= pastPartsOf(this.files);
    return this.#parts;
  }

  /** The changes of one file, newest first. */
  touching(path: string): readonly AgedChange[] {
    return this.#byPath.get(path) ?? [];
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

  #noteByPath(aged: AgedChange): void {
    for (const path of aged.change.paths) {
      const own = this.#byPath.get(path);
      if (own === undefined) this.#byPath.set(path, [aged]);
      else own.push(aged);
    }
  }
}

function pastFilesOf(changes: readonly PastChange[]): ReadonlyMap<string, PastFile> {
  const scores = recencyScores(changes, recencyHalfLife);
  let first = 0;
  for (const score of scores.values()) first = Math.max(first, score);
  return new Map(
    Array.from(scores, ([path, score]) => [path, { recent: score / first, ...pathFactsOf(path) }]),
  );
}

/** The part of a repository that a file belongs to: its first two folders, as far as there are any. */
export function partOf(path: string): string {
  return path.split('/').slice(0, -1).slice(0, 2).join('/');
}

function pastPartsOf(files: ReadonlyMap<string, PastFile>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [path, { recent }] of files) sums.set(partOf(path), (sums.get(partOf(path)) ?? 0) + recent);
  let first = 0;
  for (const sum of sums.values()) first = Math.max(first, sum);
  return new Map(Array.from(sums, ([part, sum]) => [part, sum / first]));
}

/** Commits; 10 to 30 do equally well on the development cases. */
const recencyHalfLife = 15;

const emptyPath = {
  startLine: 0,
  endLine: 0,
  length: 0,
  keys: new Float64Array(),
  counts: new Uint8Array(),
} as const;
