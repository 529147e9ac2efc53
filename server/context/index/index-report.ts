import type { IndexReport } from '../context-item.ts';
import type { LeftOut, LeftOutReason } from '../ports.ts';
import type { ContextRoot } from './context-root.ts';

/** What is in the index of a root, and what is not and why. */
export function indexReport(root: ContextRoot): IndexReport {
  const { index } = root;
  const languages = new Map<string, number>();
  let sourceBytes = 0;
  let definitions = 0;
  let untracked = 0;
  for (const file of index.files.values()) {
    const language = file.language === '' ? 'text' : file.language;
    languages.set(language, (languages.get(language) ?? 0) + 1);
    sourceBytes += file.size;
    definitions += file.definitions;
    if (file.isTracked === false) untracked += 1;
  }
  return {
    root: root.path,
    files: index.files.size,
    sourceBytes,
    chunks: index.lexical.chunkCount,
    definitions,
    memoryBytes: index.memoryBytes,
    languages: Array.from(languages, ([language, files]) => ({ language, files })).sort(
      (a, b) => b.files - a.files || (a.language < b.language ? -1 : 1),
    ),
    leftOut: countsOf(leftOutOf(root)),
    untracked,
    isComplete: root.isComplete,
  };
}

function* leftOutOf({ leftOut, unindexed, beyond }: ContextRoot): Iterable<LeftOut> {
  yield* leftOut;
  for (const [path, { reason }] of unindexed) yield { path, reason };
  for (const path of beyond) yield { path, reason: 'memory-limit' };
}

function countsOf(leftOut: Iterable<LeftOut>): IndexReport['leftOut'] {
  const counts = new Map<LeftOutReason, { count: number; readonly examples: string[] }>();
  for (const { path, reason } of leftOut) {
    const entry = counts.get(reason) ?? { count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length < maxExamples) entry.examples.push(path);
    counts.set(reason, entry);
  }
  return Array.from(counts, ([reason, { count, examples }]) => ({ reason, count, examples })).sort(
    (a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1),
  );
}

const maxExamples = 3;
