import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

import type { LeftOut } from '../context/ports.ts';
import { git } from './git-command.ts';

/** Names below a folder, relative to it, and those that cannot be used. */
export interface NamedFiles {
  readonly paths: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * The files that git tracks below `root`, or undefined where no repository tracks anything: outside of one, or in a
 * folder that a repository further up does not care about.
 */
export async function gitFiles(root: string, signal: AbortSignal): Promise<NamedFiles | undefined> {
  const listed = await git('ls-files', ['--cached', '-z'], root, signal);
  if (listed.kind === 'failed') return undefined;
  const files = parseGitFiles(listed.output);
  return files.paths.length > 0 || (await isRepository(root)) ? files : undefined;
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
