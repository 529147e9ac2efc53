import { constants } from 'node:fs';
import { access, lstat, opendir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface CacheState {
  readonly state: 'absent' | 'writable' | 'not-writable';
  readonly bytes: number;
}

/** Whether the cache folder, or the place where it would be made, can be written, and what it holds. */
export async function cacheStateOf(folder: string): Promise<CacheState> {
  const nearest = await nearestExisting(folder);
  const isWritable = await access(nearest, constants.W_OK | constants.X_OK).then(
    () => true,
    () => false,
  );
  const bytes = nearest === folder && isWritable ? await bytesIn(folder) : 0;
  if (!isWritable) return { state: 'not-writable', bytes };
  return { state: nearest === folder ? 'writable' : 'absent', bytes };
}

async function nearestExisting(path: string): Promise<string> {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  return isThere || dirname(path) === path ? path : nearestExisting(dirname(path));
}

async function bytesIn(folder: string): Promise<number> {
  let bytes = 0;
  for await (const entry of await opendir(folder, { recursive: true })) {
    if (!entry.isFile()) continue;
    // A file may vanish between listing and looking: another server tidies up.
    bytes += await lstat(join(entry.parentPath, entry.name)).then(
      (facts) => facts.size,
      () => 0,
    );
  }
  return bytes;
}
