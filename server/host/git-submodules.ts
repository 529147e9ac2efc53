import { realpath } from 'node:fs/promises';
import { join } from 'node:path';

import type { LeftOut } from '../context/ports.ts';
import { type FileScope, type GitNames, gitFiles } from './git-files.ts';
import { isRepository } from './is-repository.ts';

/** A repository, and where the folder lies that its names are relative to. */
export interface SubmoduleOwner {
  readonly root: string;
  readonly scope: FileScope;
  readonly names: GitNames;
}

/**
 * The names of a repository together with those of its submodules, relative to the same folder. A submodule that is
 * not checked out, that git cannot list or that lies behind a link is left out as a nested repository, and so are
 * those deeper than five levels and those after the hundredth.
 */
export async function withSubmodules(owner: SubmoduleOwner, signal: AbortSignal): Promise<GitNames> {
  const all: Collected = { tracked: [], untracked: [], submodules: [], leftOut: [] };
  addBelow('', owner.names, all);
  let entered = 0;
  for (let depth = 1; all.submodules.length > 0; depth++) {
    for (const path of all.submodules.splice(0)) {
      const isWithinLimits = depth <= maxDepth && entered < maxSubmodules;
      const names = isWithinLimits ? await namesIn(path, owner, signal) : undefined;
      if (names === undefined) all.leftOut.push({ path, reason: 'nested-repository' });
      else {
        entered += 1;
        addBelow(`${path}/`, names, all);
      }
    }
  }
  return all;
}

interface Collected {
  readonly tracked: string[];
  readonly untracked: string[];
  /** Still to be entered. */
  readonly submodules: string[];
  readonly leftOut: LeftOut[];
}

/** One by one, because a call takes about a hundred thousand arguments at most. */
function addBelow(folder: string, names: GitNames, all: Collected): void {
  for (const name of names.tracked) all.tracked.push(folder + name);
  for (const name of names.untracked) all.untracked.push(folder + name);
  for (const name of names.submodules) all.submodules.push(folder + name);
  for (const { path, reason } of names.leftOut) all.leftOut.push({ path: folder + path, reason });
}

async function namesIn(
  path: string,
  { root, scope }: SubmoduleOwner,
  signal: AbortSignal,
): Promise<GitNames | undefined> {
  const folder = join(root, path);
  if (!(await isRepository(folder)) || !(await isReachedDirectly(root, path))) return undefined;
  const listing = await gitFiles(folder, scope, signal);
  if (listing.kind !== 'listed') return undefined;
  // Where `.git` is no repository, git answers for the repository around it, and names this folder itself.
  const isAround = listing.files.leftOut.some((each) => each.path === './');
  return isAround ? undefined : listing.files;
}

/** Names from git may lead through a link to a folder elsewhere. */
async function isReachedDirectly(root: string, path: string): Promise<boolean> {
  try {
    const [real, realRoot] = await Promise.all([realpath(join(root, path)), realpath(root)]);
    return real === join(realRoot, path);
  } catch {
    return false;
  }
}

const maxDepth = 5;
const maxSubmodules = 100;
