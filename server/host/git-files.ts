import { dirname } from 'node:path';

import type { LeftOut } from '../context/ports.ts';
import { git } from './git-command.ts';
import { isRepository } from './is-repository.ts';

/** Which files of a repository are listed: those that git tracks, or also those that it would let be added. */
export type FileScope = 'tracked' | 'not-ignored';

/** What git names below a folder, relative to it, and what of that cannot be used. */
export interface GitNames {
  readonly tracked: readonly string[];
  /** Neither tracked nor ignored; empty when only tracked files were asked for. */
  readonly untracked: readonly string[];
  /** Folders that are commits of other repositories. */
  readonly submodules: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** What git says of a folder. */
export type GitListing =
  | { readonly kind: 'listed'; readonly files: GitNames }
  /** No repository tracks anything there: outside of one, or in a folder that one further up does not care about. */
  | { readonly kind: 'untracked' }
  /** There is a repository, but git cannot list it, so nobody knows which files are the person's own. */
  | { readonly kind: 'failed'; readonly detail: string };

/** What git knows below `root`, submodules by their names only. */
export async function gitFiles(root: string, scope: FileScope, signal: AbortSignal): Promise<GitListing> {
  const listed = await git({ command: 'ls-files', options: listOptions[scope], folder: root }, signal);
  if (listed.kind === 'failed') {
    const { detail } = listed;
    return (await isInRepository(root)) ? { kind: 'failed', detail } : { kind: 'untracked' };
  }
  const files = parseGitFiles(listed.output);
  const isTracked = files.tracked.length + files.submodules.length > 0 || (await isRepository(root));
  return isTracked ? { kind: 'listed', files } : { kind: 'untracked' };
}

/** With tags and modes, which tell tracked from untracked files and from submodules. */
const listOptions: Readonly<Record<FileScope, readonly string[]>> = {
  tracked: ['-z', '-t', '--stage'],
  'not-ignored': ['-z', '-t', '--stage', '--others', '--exclude-standard'],
};

async function isInRepository(folder: string): Promise<boolean> {
  if (await isRepository(folder)) return true;
  const parent = dirname(folder);
  return parent !== folder && isInRepository(parent);
}

/**
 * Reads the output of `git ls-files -z -t --stage`. The list comes out of the repository, which may be hostile, so a
 * name that leaves the folder or enters `.git` does not count, nor one that is not UTF-8.
 */
export function parseGitFiles(output: Buffer): GitNames {
  const sorted: SortedNames = {
    tracked: new Set(),
    untracked: new Set(),
    submodules: new Set(),
    leftOut: [],
  };
  for (let start = 0; start < output.length; ) {
    const found = output.indexOf(0, start);
    const end = found < 0 ? output.length : found;
    sortIn(output.subarray(start, end), sorted);
    start = end + 1;
  }
  const { tracked, untracked, submodules, leftOut } = sorted;
  return { tracked: [...tracked], untracked: [...untracked], submodules: [...submodules], leftOut };
}

/** Sets, because a file in conflict is listed once for each of its stages. */
interface SortedNames {
  readonly tracked: Set<string>;
  readonly untracked: Set<string>;
  readonly submodules: Set<string>;
  readonly leftOut: LeftOut[];
}

/** A record is `? PATH` for an untracked file, `TAG MODE ID STAGE<tab>PATH` for a tracked one. */
function sortIn(record: Buffer, names: SortedNames): void {
  const isTracked = record[0] !== questionMark;
  const bytes = record.subarray(isTracked ? record.indexOf(tab) + 1 : '? '.length);
  const path = bytes.toString('utf8');
  // What git does not track and yet names as a folder is another repository.
  const isNested = !isTracked && path.endsWith('/');
  const name = isNested ? path.slice(0, -1) : path;
  if (!isPlainPath(name) || !bytes.equals(Buffer.from(path)))
    names.leftOut.push({ path, reason: 'odd-name' });
  else if (isNested) names.leftOut.push({ path: name, reason: 'nested-repository' });
  else if (!isTracked) names.untracked.add(path);
  else if (isSubmodule(record)) names.submodules.add(path);
  else names.tracked.add(path);
}

const questionMark = 0x3f;
const tab = 0x09;

function isSubmodule(record: Buffer): boolean {
  return record.subarray('H '.length).toString('latin1', 0, submoduleMode.length) === submoduleMode;
}

const submoduleMode = '160000';

/** Whether a name from a repository stays inside the folder and out of `.git`. */
export function isPlainPath(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path)) return false;
  return !path
    .split('/')
    .some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git');
}
