import { lstat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The folder of the repository that holds `path` (the nearest with a `.git`), or undefined. */
export async function findRepositoryRoot(path: string): Promise<string | undefined> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const exists = await lstat(join(folder, '.git')).then(
      () => true,
      () => false,
    );
    if (exists) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
