import { breathe } from '../../base/cancellation.ts';
import type { Policy } from '../../policy/policy.ts';
import type { SegmentBuilder, SegmentStore } from '../ports.ts';
import { isMostlyMasked } from './compaction.ts';
import { RootCorpus } from './root-corpus.ts';

/** Where a corpus is restored from, and what may still be in it. */
export interface RestoreParts {
  readonly store: SegmentStore | undefined;
  readonly builder: SegmentBuilder;
  readonly policy: Policy;
  /** What is left of the limit beside all other roots. */
  readonly memoryLimitBytes: number;
}

/**
 * The corpus of a root as the store kept it, or an empty one: when nothing is kept, anything in it is damaged, it is
 * larger than the limit is now, more than half of it is outdated, or it holds a file that may not be read any more.
 */
export async function restoreCorpus(
  parts: RestoreParts,
  root: string,
  signal: AbortSignal,
): Promise<RootCorpus> {
  const stored = await parts.store?.load(root, signal);
  if (stored === undefined) return new RootCorpus(root);
  if (stored.files.some(({ path }) => parts.policy.exclusionOf(path) !== undefined)) {
    await parts.store?.drop(root, signal);
    return new RootCorpus(root);
  }
  if (total(stored.buffers, ({ byteLength }) => byteLength) > parts.memoryLimitBytes)
    return new RootCorpus(root);

  const corpus = new RootCorpus(root);
  for (const buffer of stored.buffers) {
    const segment = parts.builder.open(buffer);
    if (segment === undefined) return new RootCorpus(root);
    corpus.addNewer(segment);
    await breathe(signal);
  }
  const living = total(stored.files, ({ size, leftOut }) => (leftOut === undefined ? size : 0));
  const all = total(corpus.segments, ({ sourceBytes }) => sourceBytes);
  if (isMostlyMasked(all, living)) return new RootCorpus(root);
  corpus.noteNewer(stored.files, []);
  return corpus;
}

function total<Item>(items: readonly Item[], sizeOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + sizeOf(item), 0);
}
