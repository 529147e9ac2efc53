import type { LeftOut, LeftOutReason, Segment } from '../ports.ts';
import { memoryOf } from './compaction.ts';
import type { CorpusRoot } from './corpus-root.ts';

/** How many files one reason left out, with a few of them. */
interface LeftOutCount {
  readonly reason: LeftOutReason;
  readonly count: number;
  /** Absolute paths, at most three. */
  readonly examples: readonly string[];
}

/** What was learned and what was not, for `doctor` and the log. */
export interface CorpusReport {
  readonly files: number;
  /** Size of the learned files on disk. */
  readonly sourceBytes: number;
  /** Size of all segments in memory. */
  readonly memoryBytes: number;
  /** Most frequent first. */
  readonly leftOut: readonly LeftOutCount[];
  /** Whether files were left out because the memory limit was reached. */
  readonly limitReached: boolean;
}

/** The report on these roots, whose segments are given with those of other sources. */
export function reportOn(roots: readonly CorpusRoot[], segments: readonly Segment[]): CorpusReport {
  const tally = new LeftOutTally();
  const learned = roots.flatMap(({ path, leftOut, corpus }) => {
    for (const each of leftOut) tally.add(path, each);
    return [...corpus.known.values()].filter((file) => {
      if (file.leftOut !== undefined) tally.add(path, { path: file.path, reason: file.leftOut });
      return file.leftOut === undefined;
    });
  });
  return {
    files: learned.length,
    sourceBytes: learned.reduce((sum, { size }) => sum + size, 0),
    memoryBytes: memoryOf(segments),
    leftOut: tally.toCounts(),
    limitReached: tally.count('memory-limit') > 0,
  };
}

/**
 * Bytes of memory per byte of source that segments hold, masked text included, because that is what they were built
 * from; undefined while too little is learned to tell.
 */
export function measuredCost(segments: readonly Segment[]): number | undefined {
  const held = segments.reduce((sum, { sourceBytes }) => sum + sourceBytes, 0);
  return held < tellingBytes ? undefined : memoryOf(segments) / held;
}

const tellingBytes = 4 * 1024 * 1024;

/** Counts files by the reason for which they are left out. */
class LeftOutTally {
  readonly #counts = new Map<LeftOutReason, { count: number; readonly examples: string[] }>();

  add(root: string, { path, reason }: LeftOut): void {
    const entry = this.#counts.get(reason) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < maxExamples) entry.examples.push(path === '' ? root : `${root}/${path}`);
    this.#counts.set(reason, entry);
  }

  count(reason: LeftOutReason): number {
    return this.#counts.get(reason)?.count ?? 0;
  }

  toCounts(): LeftOutCount[] {
    const counts = [...this.#counts].map(([reason, { count, examples }]) => ({ reason, count, examples }));
    return counts.sort((a, b) => b.count - a.count);
  }
}

const maxExamples = 3;
