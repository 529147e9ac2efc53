/** A list of ids, best first; its weight says how much its opinion counts. */
export interface RankedList {
  readonly ids: readonly string[];
  readonly weight?: number;
}

export interface Fused {
  readonly id: string;
  readonly score: number;
}

/**
 * One ranking of several: each list gives weight / (k + rank) to what it names, rank counted from 1 (Cormack, Clarke
 * and Büttcher, Reciprocal Rank Fusion, SIGIR 2009). Everything named in any list is in the result; where a list names
 * something twice the better rank counts. Equal scores are in the order of the ids.
 */
export function fuseRanks(lists: readonly RankedList[], k = defaultK): readonly Fused[] {
  const shares = new Map<string, number[]>();
  for (const { ids, weight = 1 } of lists) {
    for (const [rank, id] of [...new Set(ids)].entries()) {
      const known = shares.get(id);
      if (known === undefined) shares.set(id, [weight / (k + rank + 1)]);
      else known.push(weight / (k + rank + 1));
    }
  }
  return Array.from(shares, ([id, parts]) => ({ id, score: sumOf(parts) })).sort(
    (a, b) => b.score - a.score || (a.id < b.id ? -1 : 1),
  );
}

/** The value of the paper, found on TREC collections and hardly sensitive. */
export const defaultK = 60;

/** Summed in the order of size, so that the order of the lists does not show in the last bit. */
function sumOf(parts: number[]): number {
  return parts.sort((a, b) => a - b).reduce((sum, part) => sum + part, 0);
}
