import type { Policy } from '../../policy/policy.ts';
import type { LeftOut, LeftOutReason, ListedFile } from '../ports.ts';
import type { RootIndex } from './root-index.ts';
import type { IndexWriter } from './stored-index.ts';

/** A file that was read, but is not in the index, with the stamp of that time. */
export interface UnindexedFile {
  readonly stamp: string;
  readonly size: number;
  readonly reason: LeftOutReason;
}

/** A workspace folder as the context index keeps it. */
export interface ContextRoot {
  /** Absolute, with `/`. */
  readonly path: string;
  policy: Policy;
  readonly index: RootIndex;
  readonly writer: IndexWriter;
  /** Paths that the last listing named, read by now or not. */
  listed: Set<string>;
  /** What the last listing left out. */
  leftOut: readonly LeftOut[];
  /** What only reading could tell, by path. */
  readonly unindexed: Map<string, UnindexedFile>;
  /** Files that are in the index although no listing has named them: nobody knows yet whether git tracks them. */
  readonly unlisted: Set<string>;
  /** Files beyond the memory limit. */
  beyond: readonly string[];
  /** Whether everything that was listed has been read. */
  isComplete: boolean;
  /** Grows with every change of `unindexed`. */
  unindexedRevision: number;
  /** What `revisionOf` gave for that which the store has; -1 when it has nothing. */
  savedRevision: number;
}

/** Grows with everything that is worth keeping. */
export function revisionOf({ index, unindexedRevision }: ContextRoot): number {
  return index.revision + unindexedRevision;
}

/** What is to be read again, and what is gone, so that a root holds just the listed files. */
export interface RootChanges {
  readonly changed: readonly ListedFile[];
  readonly gone: readonly string[];
  /** Files whose text is as it was, but whom git began or ceased to track. */
  readonly retracked: readonly ListedFile[];
}

/** Compares a root with a listing. Files that are open keep the text of their buffers. */
export function rootChanges(
  { index, unindexed }: ContextRoot,
  listed: readonly ListedFile[],
  isOpen: (path: string) => boolean,
): RootChanges {
  const changed: ListedFile[] = [];
  const retracked: ListedFile[] = [];
  const present = new Set<string>();
  for (const file of listed) {
    present.add(file.path);
    const known = index.files.get(file.path);
    if (isOpen(file.path)) {
      if (known !== undefined && known.isTracked !== file.isTracked) retracked.push(file);
      continue;
    }
    if (known?.stamp !== file.stamp && unindexed.get(file.path)?.stamp !== file.stamp) changed.push(file);
    else if (known !== undefined && known.isTracked !== file.isTracked) retracked.push(file);
  }
  const gone = [...index.files.keys(), ...unindexed.keys()].filter(
    (path) => !present.has(path) && !isOpen(path),
  );
  return { changed, gone, retracked };
}
