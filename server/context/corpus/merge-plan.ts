import type { Segment, SegmentBuilder } from '../ports.ts';

/** Which of a family's segments to merge into one, and what the older ones must not show again. */
export interface MergePlan {
  /** A tail of the family's segments, oldest first. */
  readonly merged: readonly Segment[];
  /** URIs of files that are gone in the tail but still lie in an older segment. */
  readonly tombstones: readonly string[];
}

/**
 * Keeps the segments of a family few, in the manner of a log-structured merge tree (O'Neil et al. 1996): when there
 * are too many, the newest are merged, and with them each older one that is not much larger, so that each byte is
 * merged a logarithmic number of times. Large ones are left alone, because merging them would take long.
 * Undefined while there are few. `segments` are oldest first.
 */
export function planMerge(segments: readonly Segment[]): MergePlan | undefined {
  const sizes = segments.map((segment) => segment.buffer.byteLength);
  const small = sizes.slice(sizes.findLastIndex((size) => size > largeBytes) + 1);
  if (small.length <= maxSegments) return undefined;
  const from = segments.length - small.length + tailStart(small);
  const merged = segments.slice(from);
  const older = new Set(segments.slice(0, from).flatMap((segment) => segment.files.map(({ uri }) => uri)));
  const latest = new Map(merged.flatMap(({ files }) => files.map((file) => [file.uri, file] as const)));
  const gone = [...latest.values()].filter((file) => file.sourceBytes === 0);
  return { merged, tombstones: gone.map(({ uri }) => uri).filter((uri) => older.has(uri)) };
}

/** All segments of a family into one, however large: nothing older is left that a tombstone would mask. */
export function wholeMerge(segments: readonly Segment[]): MergePlan {
  return { merged: segments, tombstones: [] };
}

/** A prediction looks at every segment, so the number of small ones is bounded. */
export const maxSegments = 5;
const largeBytes = 32 * 1024 * 1024;

/** What takes the place of the merged segments: the tombstones that are still needed, then what lives on. */
export async function mergedSegments(
  builder: SegmentBuilder,
  plan: MergePlan,
  signal: AbortSignal,
): Promise<readonly Segment[]> {
  const living = await builder.merge(plan.merged, signal);
  if (plan.tombstones.length === 0) return [living];
  const texts = plan.tombstones.map((uri) => ({ uri, text: '' }));
  return [await builder.build(living.family, texts, signal), living];
}

/** Three at least, because two with a tombstone would become two again. */
function tailStart(sizes: readonly number[]): number {
  let start = sizes.length - 3;
  let tail = sizes.slice(start).reduce((sum, size) => sum + size, 0);
  while (start > 0 && (sizes[start - 1] ?? 0) <= 2 * tail) {
    start -= 1;
    tail += sizes[start] ?? 0;
  }
  return start;
}
