import { folderOf, segmentsOf, sharedCount } from '../../base/relative-paths.ts';

/** How near two files are in the tree of folders: 1 in the same folder, less with every step between. */
export function proximity(one: string, other: string): number {
  const a = segmentsOf(folderOf(one));
  const b = segmentsOf(folderOf(other));
  const shared = sharedCount(a, b);
  return 1 / (1 + (a.length - shared + (b.length - shared)) / 2);
}
