import { watch } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { findRepositoryRoot } from './find-root.ts';
import { readSmallFile } from './small-file.ts';

/**
 * Hears when the repository of a folder checks out another commit or changes its index: one watch on one folder. The
 * result ends it. Outside of a repository, and where the system refuses, nothing is heard.
 */
export async function watchGitFolder(root: string, onChange: () => void): Promise<() => void> {
  const folder = await gitFolderOf(root);
  if (folder === undefined) return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // git replaces both files by renaming, often one after the other.
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, quietMs);
  };
  try {
    const watcher = watch(folder, (_, name) => {
      if (name === 'HEAD' || name === 'index') soon();
    });
    watcher.on('error', () => watcher.close());
    return () => {
      clearTimeout(timer);
      watcher.close();
    };
  } catch {
    return () => undefined;
  }
}

/** The `.git` folder; of a worktree or submodule the one that its `.git` file names. */
async function gitFolderOf(root: string): Promise<string | undefined> {
  const repository = await findRepositoryRoot(join(root, '.git'));
  if (repository === undefined) return undefined;
  const named = join(repository, '.git');
  const file = await readSmallFile(named);
  const target = file.kind === 'text' ? /^gitdir: (.+)/.exec(file.text)?.[1] : undefined;
  const folder = target === undefined ? named : resolve(repository, target);
  const facts = await stat(folder).catch(() => undefined);
  return facts?.isDirectory() === true ? folder : undefined;
}

const quietMs = 200;
