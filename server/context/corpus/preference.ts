import { folderOf, segmentsOf, sharedCount } from '../../base/relative-paths.ts';
import type { ListedFile } from '../ports.ts';

/** A listed file with the place of its root among the roots. */
export interface Candidate extends ListedFile {
  readonly root: string;
}

/** A file that the user has open or changed just now. */
export interface PreferredFile {
  readonly root: string;
  readonly path: string;
}

/**
 * The order in which files are worth learning: nearest to the preferred ones first, then most recently modified.
 * Nothing is lost and nothing depends on the order of the input.
 */
export function inOrderOfPreference(
  candidates: readonly Candidate[],
  preferred: readonly PreferredFile[],
): Candidate[] {
  const distances = new Map<string, number>();
  const distanceOf = (candidate: Candidate) => {
    const folder = folderOf(candidate.path);
    const key = `${candidate.root}\0${folder}`;
    const known = distances.get(key);
    if (known !== undefined) return known;
    const distance = nearest(candidate.root, folder, preferred);
    distances.set(key, distance);
    return distance;
  };
  return candidates
    .map((candidate) => ({ candidate, distance: distanceOf(candidate) }))
    .sort((a, b) => a.distance - b.distance || byRecency(a.candidate, b.candidate))
    .map(({ candidate }) => candidate);
}

function byRecency(a: Candidate, b: Candidate): number {
  return b.modifiedMs - a.modifiedMs || compare(a.path, b.path) || compare(a.root, b.root);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Steps through the folder tree to the nearest preferred file; another root is further than any path. */
function nearest(root: string, folder: string, preferred: readonly PreferredFile[]): number {
  let least = Number.MAX_SAFE_INTEGER;
  for (const file of preferred) {
    if (file.root === root) least = Math.min(least, steps(folder, folderOf(file.path)));
  }
  return least;
}

function steps(from: string, to: string): number {
  const a = segmentsOf(from);
  const b = segmentsOf(to);
  const shared = sharedCount(a, b);
  return a.length - shared + (b.length - shared);
}
