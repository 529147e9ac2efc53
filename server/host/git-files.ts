import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { LeftOut } from '../context/ports.ts';
import { git } from './git-command.ts';

/** Names below a folder, relative to it, and those that cannot be used. */
export interface NamedFiles {
  readonly paths: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** What git says of a folder. */
export type GitListing =
  | { readonly kind: 'listed'; readonly files: NamedFiles }
  /** No repository tracks anything there: outside of one, or in a folder that one further up does not care about. */
  | { readonly kind: 'untracked' }
  /** There is a repository, but git cannot list it, so nobody knows which files are the person's own. */
  | { readonly kind: 'failed'; readonly detail: string };

/** The files that git tracks below `root`. */
export async function gitFiles(root: string, signal: AbortSignal): Promise<GitListing> {
  const listed = await git('ls-files', ['--cached', '-z'], root, signal);
  if (listed.kind === 'failed') return (await isInRepository(root)) ? listed : { kind: 'untracked' };
  const files = parseGitFiles(listed.output);
  const isTracked = files.paths.length > 0 || (await isRepository(root));
  return isTracked ? { kind: 'listed', files } : { kind: 'untracked' };
}

async function isInRepository(folder: string): Promise<boolean> {
  if (await isRepository(folder)) return true;
  const parent = dirname(folder);
  return parent !== folder && isInRepository(parent);
}

async function isRepository(root: string): Promise<boolean> {
  return lstat(join(root, '.git')).then(
    () => true,
    () => false,
  );
}

/**
 * Reads the output of `git ls-files -z`. The list comes out of the repository, which may be hostile, so a name
 * that leaves the folder or enters `.git` does not count, nor one that is not UTF-8.
 */
export function parseGitFiles(output: Buffer): NamedFiles {
  const paths = new Set<string>();
  const leftOut: LeftOut[] = [];
  for (let start = 0; start < output.length; ) {
    const found = output.indexOf(0, start);
    const end = found < 0 ? output.length : found;
    const bytes = output.subarray(start, end);
    const path = bytes.toString('utf8');
    if (isPlainPath(path) && bytes.equals(Buffer.from(path))) paths.add(path);
    else leftOut.push({ path, reason: 'odd-name' });
    start = end + 1;
  }
  return { paths: [...paths], leftOut };
}

function isPlainPath(path: string): boolean {
  if (path === '' || path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path)) return false;
  return !path
    .split('/')
    .some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git');
}
