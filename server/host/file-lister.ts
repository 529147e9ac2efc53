import { type BigIntStats, lstatSync } from 'node:fs';
import { join } from 'node:path';

import { breathe } from '../base/cancellation.ts';
import type { FileLister, LeftOut, ListedFile, Listing } from '../context/ports.ts';
import { gitFiles } from './git-files.ts';
import { isMissing } from './small-file.ts';
import { walkFiles } from './walk-files.ts';

/**
 * Lists a workspace folder: what git tracks there, or, outside of a repository, all that no `.gitignore` names.
 * Where git fails on a repository, nothing is listed, because untracked files in it may be private.
 */
export function fileLister(limits: { readonly maxFiles: number } = { maxFiles: 100_000 }): FileLister {
  return {
    async list(root, wants, signal) {
      const tracked = await gitFiles(root, signal);
      if (tracked.kind === 'failed') return { files: [], leftOut: [], problem: tracked.detail };
      const isListed = tracked.kind === 'listed';
      const named = isListed
        ? tracked.files
        : await walkFiles(root, { maxFiles: 4 * limits.maxFiles }, signal);
      const wanted = named.paths.filter(wants);
      const leftOut: LeftOut[] = [...named.leftOut];
      for (const path of wanted.splice(limits.maxFiles)) leftOut.push({ path, reason: 'too-many-files' });
      return examine(root, wanted, leftOut, signal);
    },
  };
}

/** Looks synchronously, a slice at a time: four times less work than asking the thread pool for each file. */
async function examine(
  root: string,
  paths: readonly string[],
  leftOut: LeftOut[],
  signal: AbortSignal,
): Promise<Listing> {
  const files: ListedFile[] = [];
  for (const [index, path] of paths.entries()) {
    if (index % filesPerSlice === 0) await breathe(signal);
    const facts = factsOf(join(root, path));
    if (facts === undefined) continue;
    if (facts === 'unreadable') leftOut.push({ path, reason: 'unreadable' });
    else if (facts.isFile()) files.push(listedFile(path, facts));
    else leftOut.push({ path, reason: reasonFor(facts) });
  }
  return { files, leftOut, problem: undefined };
}

/** Undefined when there is no such file, which is normal: files vanish, and git lists what was deleted. */
function factsOf(file: string): BigIntStats | 'unreadable' | undefined {
  try {
    return lstatSync(file, { bigint: true });
  } catch (error) {
    return isMissing(error) ? undefined : 'unreadable';
  }
}

const filesPerSlice = 200;

function reasonFor(facts: BigIntStats): LeftOut['reason'] {
  if (facts.isSymbolicLink()) return 'link';
  // What git tracks as a folder is a submodule.
  return facts.isDirectory() ? 'nested-repository' : 'not-a-file';
}

function listedFile(path: string, facts: BigIntStats): ListedFile {
  return { path, size: Number(facts.size), modifiedMs: Number(facts.mtimeMs), stamp: stampOf(facts) };
}

/** All that changes when a file's content does: size, inode, modification and change time in nanoseconds. */
export function stampOf(facts: BigIntStats): string {
  return `${facts.size}.${facts.ino}.${facts.mtimeNs}.${facts.ctimeNs}`;
}
