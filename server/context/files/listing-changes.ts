/** Enough of a file to see whether it changed. */
interface Stamped {
  readonly path: string;
  readonly stamp: string;
}

/** What changed between what was learned and what lies there now. */
export interface ListingChanges<Known, Listed> {
  readonly unchanged: readonly Known[];
  /** New or different: to be read. */
  readonly changed: readonly Listed[];
  /** Known once, not listed any more. */
  readonly gone: readonly Known[];
}

/** Compares what is known with a listing, by path and stamp; every file of either side ends in exactly one group. */
export function listingChanges<Known extends Stamped, Listed extends Stamped>(
  known: ReadonlyMap<string, Known>,
  listed: readonly Listed[],
): ListingChanges<Known, Listed> {
  const unchanged: Known[] = [];
  const changed: Listed[] = [];
  const present = new Set<string>();
  for (const file of listed) {
    present.add(file.path);
    const before = known.get(file.path);
    if (before?.stamp === file.stamp) unchanged.push(before);
    else changed.push(file);
  }
  const gone = [...known.values()].filter((file) => !present.has(file.path));
  return { unchanged, changed, gone };
}
