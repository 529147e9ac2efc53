import type { Segment } from '../ports.ts';

/**
 * Whether to build a family's segments anew, without the text that newer ones mask, however large they are: because
 * most of it is masked, or because memory is over its limit and a part worth freeing is.
 */
export function isWorthCompacting(segments: readonly Segment[], isOverLimit: boolean): boolean {
  const held = segments.reduce((sum, { sourceBytes }) => sum + sourceBytes, 0);
  const latest = new Map(segments.flatMap(({ files }) => files.map((file) => [file.uri, file.sourceBytes])));
  const living = [...latest.values()].reduce((sum, bytes) => sum + bytes, 0);
  return isMostlyMasked(held, living) || (isOverLimit && held - living > held * worthFreeing);
}

/** Whether of the source that segments hold, in bytes, most is not in force any more. */
export function isMostlyMasked(held: number, living: number): boolean {
  return held > 2 * living + negligibleBytes;
}

/** Bytes of memory that segments take. */
export function memoryOf(segments: readonly Segment[]): number {
  return segments.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}

const negligibleBytes = 4 * 1024 * 1024;
/** Less would be merged again and again at the limit, for little. */
const worthFreeing = 0.1;
