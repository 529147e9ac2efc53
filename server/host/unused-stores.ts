import { lstat, readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';

import { takeLock } from './store-lock.ts';

/** The file of a store's folder that says what is in force; its modification time says when it was last used. */
export const manifestName = 'manifest';

/** Notes that a store is in use, so that it is kept. */
export async function noteUse(folder: string): Promise<void> {
  const now = new Date();
  await utimes(join(folder, manifestName), now, now).catch(() => undefined);
}

/** Removes what is kept, of any kind, of roots that nobody has opened for 30 days; not `kept`, nor what somebody writes. */
export async function removeUnused(cacheFolder: string, kept: string): Promise<void> {
  for (const name of await readdir(cacheFolder).catch(() => [])) {
    if (name === kept || !/^(?:corpus|context)-[\da-f]{32}$/.test(name)) continue;
    await removeIfUnused(join(cacheFolder, name)).catch(() => undefined);
  }
}

/** Removes what a store's folder holds, the manifest first, so that a kill in between leaves no manifest in force. */
export async function emptyStore(folder: string): Promise<void> {
  await rm(join(folder, manifestName), { force: true });
  for (const name of await readdir(folder)) {
    if (/\.(?:segment|tmp)$/.test(name)) await rm(join(folder, name), { force: true });
  }
}

async function removeIfUnused(folder: string): Promise<void> {
  if (!(await isUnused(folder))) return;
  const release = await takeLock(join(folder, 'lock'));
  if (release === undefined) return;
  try {
    await emptyStore(folder);
    await rm(folder, { recursive: true, force: true });
  } finally {
    await release();
  }
}

/** A folder without a manifest was left by a writer that was killed, and is as old as itself. */
async function isUnused(folder: string): Promise<boolean> {
  const place = await lstat(folder);
  if (!place.isDirectory()) return false;
  const used = await lstat(join(folder, manifestName)).catch(() => place);
  return Date.now() - used.mtimeMs > unusedMs;
}

const unusedMs = 30 * 24 * 60 * 60 * 1000;
