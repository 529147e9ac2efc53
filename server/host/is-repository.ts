import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether a folder has a `.git` of its own, be it a folder or the file of a worktree or submodule. */
export async function isRepository(folder: string): Promise<boolean> {
  return lstat(join(folder, '.git')).then(
    () => true,
    () => false,
  );
}
