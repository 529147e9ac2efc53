import { type BigIntStats, lstatSync } from 'node:fs';
import { join } from 'node:path';

import { breathe } from '../base/cancellation.ts';
import type { FileLister, LeftOut, ListedFile, Listing } from '../context/ports.ts';
import { type FileScope, gitFiles } from './git-files.ts';
import { type SubmoduleOwner, withSubmodules } from './git-submodules.ts';
import { isMissing } from './small-file.ts';
import { walkFiles } from './walk-files.ts';

/** How much a lister may list. */
export interface FileListerOptions {
  readonly maxFiles?: number;
  /** What is listed of a repository; submodules are entered with `not-ignored` only. */
  readonly scope?: FileScope;
}

/**
 * Lists a workspace folder: of a repository what git tracks, or also what it neither tracks nor ignores; outside of
 * one, all that no `.gitignore` names. Where git fails on a repository, nothing is listed, because nobody knows then
 * which files in it are private.
 */
export function fileLister({ maxFiles = 100_000, scope = 'tracked' }: FileListerOptions = {}): FileLister {
  return {
    async list(root, wants, signal) {
      const listing = await gitFiles(root, scope, signal);
      if (listing.kind === 'failed') return { files: [], leftOut: [], problem: listing.detail };
      const named =
        listing.kind === 'listed'
          ? await namedByGit({ root, scope, names: listing.files }, signal)
          : await namedByWalk(root, 4 * maxFiles, signal);
      const wanted = named.names.filter(({ path }) => wants(path));
      const leftOut: LeftOut[] = [...named.leftOut];
      for (const { path } of wanted.splice(maxFiles)) leftOut.push({ path, reason: 'too-many-files' });
      return examine(root, wanted, leftOut, signal);
    },
  };
}

interface NamedFile {
  readonly path: string;
  readonly isTracked: boolean | undefined;
}

interface Named {
  readonly names: readonly NamedFile[];
  readonly leftOut: readonly LeftOut[];
}

/** Tracked files come first, so that a limit cuts off the others. */
async function namedByGit(owner: SubmoduleOwner, signal: AbortSignal): Promise<Named> {
  const { tracked, untracked, submodules, leftOut } =
    owner.scope === 'tracked' ? owner.names : await withSubmodules(owner, signal);
  const names = [
    ...[...tracked, ...submodules].map((path): NamedFile => ({ path, isTracked: true })),
    ...untracked.map((path): NamedFile => ({ path, isTracked: false })),
  ];
  return { names, leftOut };
}

async function namedByWalk(root: string, maxFiles: number, signal: AbortSignal): Promise<Named> {
  const { paths, leftOut } = await walkFiles(root, { maxFiles }, signal);
  return { names: paths.map((path) => ({ path, isTracked: undefined })), leftOut };
}

/** Looks synchronously, a slice at a time: four times less work than asking the thread pool for each file. */
async function examine(
  root: string,
  named: readonly NamedFile[],
  leftOut: LeftOut[],
  signal: AbortSignal,
): Promise<Listing> {
  const files: ListedFile[] = [];
  for (const [index, { path, isTracked }] of named.entries()) {
    if (index % filesPerSlice === 0) await breathe(signal);
    const facts = factsOf(join(root, path));
    if (facts === undefined) continue;
    if (facts === 'unreadable') leftOut.push({ path, reason: 'unreadable' });
    else if (facts.isFile()) files.push({ path, isTracked, ...measured(facts) });
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

function measured(facts: BigIntStats): Pick<ListedFile, 'size' | 'modifiedMs' | 'stamp'> {
  return { size: Number(facts.size), modifiedMs: Number(facts.mtimeMs), stamp: stampOf(facts) };
}

/** All that changes when a file's content does: size, inode, modification and change time in nanoseconds. */
export function stampOf(facts: BigIntStats): string {
  return `${facts.size}.${facts.ino}.${facts.mtimeNs}.${facts.ctimeNs}`;
}
