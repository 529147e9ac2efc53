import type { ListedFile } from '../ports.ts';
import type { ContextRoot } from './context-root.ts';
import type { ReadOutcome } from './read-files.ts';

/** Brings into a root what reading a file gave. */
export function enter(root: ContextRoot, outcome: ReadOutcome): void {
  const { path, size, stamp } = outcome.file;
  if (outcome.kind === 'indexed') {
    forgetUnindexed(root, path);
    root.index.replace(outcome.file, outcome.terms);
    return;
  }
  if (outcome.kind === 'same') {
    root.index.restamp(outcome.file);
    return;
  }
  forget(root, path);
  if (outcome.reason === 'gone') {
    root.listed.delete(path);
    return;
  }
  root.unindexed.set(path, { stamp, size, reason: outcome.reason });
  root.unindexedRevision += 1;
}

/** The file is not there any more, as far as the index goes. */
export function forget(root: ContextRoot, path: string): void {
  forgetUnindexed(root, path);
  root.unlisted.delete(path);
  if (root.index.has(path)) root.index.remove(path);
}

export function forgetUnindexed(root: ContextRoot, path: string): void {
  if (root.unindexed.delete(path)) root.unindexedRevision += 1;
}

/** Notes that git began or ceased to track a file. */
export function retrack({ index }: ContextRoot, { path, isTracked }: ListedFile): void {
  const known = index.files.get(path);
  if (known !== undefined) index.restamp({ ...known, isTracked });
}

/** Whether a file counts as tracked that may be in no listing: then not, unless nothing here is in git. */
export function isTrackedNow({ index, unindexed, unlisted }: ContextRoot, path: string): boolean | undefined {
  const known = index.files.get(path);
  if (known !== undefined) return known.isTracked;
  if (!unindexed.has(path)) unlisted.add(path);
  for (const { isTracked } of index.files.values()) return isTracked === undefined ? undefined : false;
  return false;
}
