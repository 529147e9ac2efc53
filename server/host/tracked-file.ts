import { realpath } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';

import { findRepositoryRoot } from './find-root.ts';
import { git } from './git-command.ts';

/** Where a name leads, and whether git tracks what is there. */
export interface TrackedFile {
  /** Absolute, links followed; the name itself for a file that is not on disk yet. */
  readonly realPath: string;
  /** The repository's root that holds it, links followed; undefined where there is none. */
  readonly root: string | undefined;
  /** Undefined where there is no repository; false where git fails, or where a link leads out of the repository. */
  readonly isTracked: boolean | undefined;
}

/** Looks at a file by its absolute path; a tracked link is no leave to read what it points at. */
export async function trackedFile(path: string, signal: AbortSignal): Promise<TrackedFile> {
  const realPath = await realpath(path).catch(() => path);
  const root = await realRootOf(realPath);
  const namedRoot = await realRootOf(path);
  if (root === undefined) {
    const isTracked = namedRoot === undefined ? undefined : false;
    return { realPath, root: namedRoot, isTracked };
  }
  if (namedRoot !== undefined && !realPath.startsWith(namedRoot + sep))
    return { realPath, root, isTracked: false };
  const listed = await git(
    { command: 'ls-files', options: ['-z', '--', basename(realPath)], folder: dirname(realPath) },
    signal,
  );
  return { realPath, root, isTracked: listed.kind === 'ok' && listed.output.length > 0 };
}

/** The same for a file that git has listed lately: git is asked again only where a link is on the way. */
export async function listedFile(path: string, signal: AbortSignal): Promise<TrackedFile> {
  const namedRoot = await findRepositoryRoot(path);
  const [realPath, root] = await Promise.all([realpath(path).catch(() => path), realRootOf(path)]);
  if (namedRoot === undefined || root === undefined || realPath !== root + path.slice(namedRoot.length))
    return trackedFile(path, signal);
  return { realPath, root, isTracked: true };
}

async function realRootOf(path: string): Promise<string | undefined> {
  const root = await findRepositoryRoot(path);
  return root === undefined ? undefined : realpath(root).catch(() => root);
}
