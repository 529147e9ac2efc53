import type { PastChanges } from '../ranking/past-changes.ts';
import { headOf, ordered } from './chunk-finding.ts';
import type { Retriever } from './scene.ts';

/** Files that were often changed in the same commits as this one. */
export const together: Retriever = {
  name: 'together',
  async retrieve({ root, place }) {
    if (place === undefined) return [];
    const findings = [...changedTogether(root.past, place.path)].flatMap(([path, score]) => {
      const span = root.index.has(path) ? headOf(root, path) : undefined;
      return span === undefined || score < leastScore
        ? []
        : [{ path, ...span, score, reason: 'often changed in the same commits' }];
    });
    return ordered(findings, mostFindings);
  },
};

/** For each file, the sum over common commits of 1 / (files of the commit - 1), newer ones counting more. */
function changedTogether(past: PastChanges, path: string): ReadonlyMap<string, number> {
  const scores = new Map<string, number>();
  for (const { age, change } of past.touching(path)) {
    const { paths } = change;
    if (paths.length < 2 || paths.length > mostFiles) continue;
    const share = 2 ** (-age / halfLife) / (paths.length - 1);
    for (const other of paths) if (other !== path) scores.set(other, (scores.get(other) ?? 0) + share);
  }
  return scores;
}

/** A commit of more files says little about any two of them. */
const mostFiles = 20;
/** Commits. */
const halfLife = 500;
/** Two small commits, or more larger ones. */
const leastScore = 0.3;
const mostFindings = 5;
