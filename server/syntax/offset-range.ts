/** A stretch of a text in UTF-16 offsets; `end` is behind its last unit. */
export interface OffsetRange {
  readonly start: number;
  readonly end: number;
}

/** Whether `inner` lies in `outer` and is not the whole of it. */
export function liesWithin(inner: OffsetRange, outer: OffsetRange): boolean {
  return (
    outer.start <= inner.start && inner.end <= outer.end && inner.end - inner.start < outer.end - outer.start
  );
}

/** Order by start; of two that start together the longer one first, so that a parent precedes its children. */
export function byPlace(one: OffsetRange, other: OffsetRange): number {
  return one.start - other.start || other.end - one.end;
}
