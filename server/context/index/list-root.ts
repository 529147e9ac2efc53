import { reasonForPath, scanRoot } from '../files/root-scan.ts';
import { reasonInTextPath } from '../files/source-path.ts';
import type { LeftOutReason, ListedFile } from '../ports.ts';
import type { ContextIndexOptions } from './context-messages.ts';
import type { ContextRoot } from './context-root.ts';
import type { KeeperParts } from './keeper-parts.ts';

/** The files of a root that may be read; where nobody can list them, those that are known stay. */
export async function listRoot(
  { ports, options, roots, voice }: KeeperParts,
  root: ContextRoot,
  signal: AbortSignal,
): Promise<readonly ListedFile[]> {
  const listing = await scanRoot(
    ports.lister,
    {
      root: root.path,
      policy: root.policy,
      isOwn: (path) => roots.rootOf(`${root.path}/${path}`) === root,
      reasonIn: (path) => reasonIn(options, path),
    },
    signal,
  );
  root.leftOut = listing.leftOut;
  voice.listed(root.path, listing.problem, listing.leftOut);
  root.listed = new Set(listing.files.map(({ path }) => path));
  if (listing.problem === undefined) return listing.files;
  return [...root.index.files.values()].map(({ path, size, stamp, isTracked }) => {
    // The text of a buffer is not the disk's, so such a file has to be read.
    return { path, size, isTracked, modifiedMs: 0, stamp: stamp === '' ? 'unknown' : stamp };
  });
}

/** Why a path of a root is not indexed; undefined for what may be read. */
export function reasonAgainst(
  options: ContextIndexOptions,
  { policy }: ContextRoot,
  path: string,
): LeftOutReason | undefined {
  return reasonForPath(policy, path, (each) => reasonIn(options, each));
}

function reasonIn({ folders }: ContextIndexOptions, path: string): LeftOutReason | undefined {
  const isInScope = folders.length === 0 || folders.some((folder) => path.startsWith(`${folder}/`));
  return isInScope ? reasonInTextPath(path) : 'out-of-scope';
}
