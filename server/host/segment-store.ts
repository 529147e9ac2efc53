import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { SaveOutcome, SegmentStore, StoredCorpus } from '../context/ports.ts';
import { CacheFolderError, failureText, makePrivateFolder } from './cache-folder.ts';
import { type Manifest, manifestText, parseManifest } from './manifest.ts';
import { takeLock } from './store-lock.ts';
import { emptyStore, manifestName, noteUse, removeUnused } from './unused-stores.ts';

/** What is kept: what the embedded model learned, or the index that context is found in. */
export type StoreKind = 'corpus' | 'context';

/**
 * Segments on disk, one folder per root and kind below `cacheFolder`, all of it private to the user and deletable at
 * any time.
 *
 * Segment files are named by their content and never change; the manifest is replaced at once by renaming. So a
 * reader needs no lock, and a writer that is killed leaves the manifest of before or of after, never a mixture.
 */
export function segmentStore(cacheFolder: string, kind: StoreKind = 'corpus'): SegmentStore {
  const place = { cacheFolder, kind };
  return {
    load: (root, signal) => load(place, root, signal),
    save: async (root, corpus, signal) => {
      try {
        return await save(place, { root, corpus }, signal);
      } catch (error) {
        signal.throwIfAborted();
        const detail = error instanceof CacheFolderError ? error.message : failureText(error);
        return { kind: 'unwritable', detail };
      }
    },
    drop: (root) => drop(place, root),
  };
}

/** What the store of a root takes on disk, in bytes; 0 when there is none. */
export async function storedBytes(cacheFolder: string, kind: StoreKind, root: string): Promise<number> {
  const folder = await folderOf({ cacheFolder, kind }, root).catch(() => undefined);
  if (folder === undefined) return 0;
  const names = await readdir(folder).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

interface Place {
  readonly cacheFolder: string;
  readonly kind: StoreKind;
}

interface Content {
  readonly root: string;
  readonly corpus: StoredCorpus;
}

async function load(place: Place, root: string, signal: AbortSignal): Promise<StoredCorpus | undefined> {
  try {
    const folder = await folderOf(place, root);
    await makePrivateFolder(folder);
    await noteUse(folder);
    // A writer may replace the manifest and clear up while we read, so a missing segment is tried once more.
    return (await read(folder, root, signal)) ?? (await read(folder, root, signal));
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

async function read(folder: string, root: string, signal: AbortSignal): Promise<StoredCorpus | undefined> {
  const manifest = parseManifest(await readFile(join(folder, manifestName), { encoding: 'utf8', signal }));
  if (manifest?.root !== root) return undefined;
  const buffers: SharedArrayBuffer[] = [];
  for (const { name, bytes } of manifest.segments) {
    signal.throwIfAborted();
    const buffer = await readSegment(join(folder, name), bytes);
    if (buffer === undefined) return undefined;
    buffers.push(buffer);
  }
  return { buffers, files: manifest.files };
}

async function readSegment(file: string, bytes: number): Promise<SharedArrayBuffer | undefined> {
  const handle = await open(file, constants.O_RDONLY).catch(() => undefined);
  if (handle === undefined) return undefined;
  try {
    if ((await handle.stat()).size !== bytes) return undefined;
    const buffer = new SharedArrayBuffer(bytes);
    const target = new Uint8Array(buffer);
    let done = 0;
    while (done < bytes) {
      const { bytesRead } = await handle.read(target, done, bytes - done, done);
      if (bytesRead === 0) return undefined;
      done += bytesRead;
    }
    return buffer;
  } finally {
    await handle.close();
  }
}

async function save(place: Place, content: Content, signal: AbortSignal): Promise<SaveOutcome> {
  await makePrivateFolder(place.cacheFolder);
  const folder = await folderOf(place, content.root);
  await makePrivateFolder(folder);
  const release = await takeLock(join(folder, 'lock'));
  if (release === undefined) return { kind: 'busy' };
  try {
    await write(folder, content, signal);
  } finally {
    await release();
  }
  await removeUnused(place.cacheFolder, basename(folder));
  return { kind: 'saved' };
}

/** Takes no lock: whoever writes at this moment leaves at worst a manifest without its segments, which is a miss. */
async function drop(place: Place, root: string): Promise<void> {
  try {
    await emptyStore(await folderOf(place, root));
  } catch {
    // The folder is gone or not ours; then nothing of ours is kept in it.
  }
}

async function write(folder: string, { root, corpus }: Content, signal: AbortSignal): Promise<void> {
  const added: string[] = [];
  const segments: Manifest['segments'][number][] = [];
  try {
    const present = new Set(await readdir(folder));
    for (const buffer of corpus.buffers) {
      signal.throwIfAborted();
      const bytes = new Uint8Array(buffer);
      const name = nameOf(buffer);
      segments.push({ name, bytes: bytes.length });
      if (present.has(name) && (await stat(join(folder, name))).size === bytes.length) continue;
      await replaceFile(folder, name, bytes);
      if (!present.has(name)) added.push(name);
    }
    const manifest = manifestText({ root, segments, files: corpus.files });
    await replaceFile(folder, manifestName, Buffer.from(manifest));
  } catch (error) {
    // Else a full disk would stay full of what no manifest names.
    await removeAll(folder, added);
    throw error;
  }
  await clearUp(folder, new Set(segments.map(({ name }) => name)));
}

async function removeAll(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(folder, name), { force: true }).catch(() => undefined);
}

/** Large segments are saved again and again, so each is hashed once. */
const names = new WeakMap<SharedArrayBuffer, string>();

function nameOf(buffer: SharedArrayBuffer): string {
  const known = names.get(buffer);
  if (known !== undefined) return known;
  const hash = createHash('sha256').update(new Uint8Array(buffer)).digest('hex');
  const name = `${hash.slice(0, 32)}.segment`;
  names.set(buffer, name);
  return name;
}

/** Writes beside the target, forces it to the disk, then renames: the name shows the old content or all of the new. */
async function replaceFile(folder: string, name: string, content: Uint8Array): Promise<void> {
  const temporary = join(folder, `${randomBytes(8).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, join(folder, name));
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Removes what no manifest needs any more, once readers of the manifest before have had their time. */
async function clearUp(folder: string, needed: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    if (needed.has(name) || !(name.endsWith('.segment') || name.endsWith('.tmp'))) continue;
    const file = join(folder, name);
    const facts = await stat(file).catch(() => undefined);
    if (facts !== undefined && Date.now() - facts.mtimeMs > graceMs) await rm(file, { force: true });
  }
}

/** A folder per root; another disk mounted at the same path, or the same one under another name, is another root. */
async function folderOf({ cacheFolder, kind }: Place, root: string): Promise<string> {
  const real = await realpath(root);
  const { dev, ino } = await stat(real, { bigint: true });
  const key = createHash('sha256').update(`${real}\0${dev}\0${ino}\0${root}`).digest('hex').slice(0, 32);
  return join(cacheFolder, `${kind}-${key}`);
}

const graceMs = 60_000;
