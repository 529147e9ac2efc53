import type { Policy } from '../../policy/policy.ts';
import { listingChanges } from '../files/listing-changes.ts';
import type { LeftOut, ListedFile } from '../ports.ts';
import type { FileToLearn } from './learn-in-parts.ts';
import type { Candidate } from './preference.ts';
import type { RootCorpus } from './root-corpus.ts';

/** A workspace folder as the index keeps it. */
export interface CorpusRoot {
  /** Absolute, with `/`. */
  readonly path: string;
  corpus: RootCorpus;
  policy: Policy;
  /** What the last listing left out; what reading left out stands in the corpus. */
  leftOut: LeftOut[];
  /** Paths that changed but were in no listing: untracked files, for which no other listing is made. */
  readonly unlisted: Set<string>;
  /** The revision of the corpus that lies in the store. */
  savedRevision: number | undefined;
}

/** What to learn, learn again and forget so that the roots hold just the chosen files. */
export function changesOf(roots: readonly CorpusRoot[], chosen: readonly Candidate[]): FileToLearn[] {
  return roots.flatMap(({ path: root, corpus }) => {
    const own = chosen.filter((file) => file.root === root);
    const { changed, gone } = listingChanges(corpus.known, own);
    const forgotten = gone.map(({ path }): FileToLearn => ({ root, path, task: 'forget' }));
    const learned = changed.map(({ path }): FileToLearn => {
      return { root, path, task: corpus.known.has(path) ? 'relearn' : 'learn' };
    });
    return [...forgotten, ...learned];
  });
}

/** What is known of a root, as if it had been listed unchanged: for when nobody can say what lies there now. */
export function stillKnown({ corpus }: CorpusRoot): ListedFile[] {
  return [...corpus.known.values()].map(({ path, size, stamp }) => {
    return { path, size, stamp, modifiedMs: 0, isTracked: undefined };
  });
}
