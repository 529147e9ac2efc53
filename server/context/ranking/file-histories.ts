import { inverseDocumentFrequency, saturation } from '../lexical/bm25.ts';
import type { QueryTerm } from '../lexical/lexical-index.ts';

/** The terms of what was said of a change, and the files it changed. */
export interface ToldChange {
  readonly keys: Float64Array;
  readonly paths: readonly string[];
}

/** Finds files by all that was ever said of their changes, taken as one text for each file. */
export class FileHistories {
  readonly #changesWith = new Map<number, ToldChange[]>();
  readonly #lengths = new Map<string, number>();
  readonly #averageLength: number;

  constructor(changes: readonly ToldChange[]) {
    let total = 0;
    for (const change of changes) {
      if (change.paths.length > mostPaths) continue;
      for (const key of change.keys) this.#post(key, change);
      const length = change.keys.length * shareOf(change);
      for (const path of change.paths) this.#lengths.set(path, (this.#lengths.get(path) ?? 0) + length);
      total += length * change.paths.length;
    }
    this.#averageLength = Math.max(1, total / Math.max(1, this.#lengths.size));
  }

  /** BM25 of each file's text; a change of many files says less of each. */
  scores(query: readonly QueryTerm[]): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    for (const { key, field, weight } of query) {
      if (field !== 'text') continue;
      const counts = this.#countsOf(key);
      const worth = weight * inverseDocumentFrequency(this.#lengths.size, counts.size);
      for (const [path, count] of counts) {
        const relative = (this.#lengths.get(path) ?? 0) / this.#averageLength;
        scores.set(path, (scores.get(path) ?? 0) + worth * saturation(count, relative, shape));
      }
    }
    return scores;
  }

  #post(key: number, change: ToldChange): void {
    const known = this.#changesWith.get(key);
    if (known === undefined) this.#changesWith.set(key, [change]);
    else known.push(change);
  }

  #countsOf(key: number): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const change of this.#changesWith.get(key) ?? []) {
      for (const path of change.paths) counts.set(path, (counts.get(path) ?? 0) + shareOf(change));
    }
    return counts;
  }
}

function shareOf({ paths }: ToldChange): number {
  return 1 / Math.sqrt(paths.length);
}

/** Changes of more files are moves and formatting, whose message tells nothing of any of them. */
const mostPaths = 40;
const shape = { k1: 1.2, b: 0.75 } as const;
