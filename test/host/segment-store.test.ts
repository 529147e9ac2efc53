import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { StoredCorpus } from '../../server/context/ports.ts';
import { manifestFormat } from '../../server/host/manifest.ts';
import { segmentStore } from '../../server/host/segment-store.ts';
import { generation, manyFiles } from './store-writer.ts';
import { temporaryFolder, withoutRootRights } from './temporary-folder.ts';

interface Place {
  readonly root: string;
  readonly cache: string;
  /** The one folder of the root in the cache. */
  folder(): string;
}

function place(): Place {
  const base = temporaryFolder({ 'project/a.ts': '' });
  const cache = join(base, 'cache');
  return { root: join(base, 'project'), cache, folder: () => join(cache, readdirSync(cache)[0] ?? '') };
}

function save({ cache, root }: Place, corpus: StoredCorpus) {
  return segmentStore(cache).save(root, corpus, neverAborted);
}

function load({ cache, root }: Place): Promise<StoredCorpus | undefined> {
  return segmentStore(cache).load(root, neverAborted);
}

/** The number of the generation that a corpus holds; throws when its parts are of several. */
function numberOf(corpus: StoredCorpus | undefined, fileCount = 3): number | undefined {
  if (corpus === undefined) return undefined;
  const number = Number(corpus.files[0]?.stamp);
  expect(plain(corpus) === plain(generation(number, fileCount))).toBe(true);
  return number;
}

/** As one string, which compares faster than thousands of records. */
function plain({ files, buffers }: StoredCorpus): string {
  const bytes = buffers.map((buffer) => Buffer.from(new Uint8Array(buffer)).toString('base64'));
  return JSON.stringify({ files, bytes });
}

test('gives back what was saved, from folders and files that only their owner can read', async () => {
  const here = place();
  expect(await load(here)).toBeUndefined();
  expect(await save(here, generation(1))).toEqual({ kind: 'saved' });
  expect(await save(here, generation(2))).toEqual({ kind: 'saved' });
  expect(numberOf(await load(here))).toBe(2);

  expect(statSync(here.cache).mode & 0o777).toBe(0o700);
  expect(statSync(here.folder()).mode & 0o777).toBe(0o700);
  for (const name of readdirSync(here.folder()))
    expect(statSync(join(here.folder(), name)).mode & 0o777).toBe(0o600);
});

test('drops what it keeps of a root at once', async () => {
  const here = place();
  await save(here, generation(1));
  await segmentStore(here.cache).drop(here.root, neverAborted);
  expect(readdirSync(here.folder())).toEqual([]);
  expect(await load(here)).toBeUndefined();
});

test('removes corpora that nobody has opened for 30 days, unless somebody writes them', async () => {
  const here = place();
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
  const names = ['old', 'recent', 'opened', 'written'];
  const others = names.map((name) => ({ ...here, root: temporaryFolder({ [name]: '' }) }));
  const folders: string[] = [];
  for (const other of others) {
    const before = existsSync(here.cache) ? readdirSync(here.cache) : [];
    await save(other, generation(1));
    folders.push(readdirSync(here.cache).find((name) => !before.includes(name)) ?? '');
  }
  for (const [index, folder] of folders.entries()) {
    const used = days(index === 1 ? 29 : 31);
    utimesSync(join(here.cache, folder, 'manifest'), used, used);
  }
  for (const other of others.slice(2, 3)) await load(other);
  const started = readFileSync(`/proc/${process.ppid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
  writeFileSync(join(here.cache, folders[3] ?? '', 'lock'), `${process.ppid} ${started} x`);

  await save(here, generation(1));
  const kept = readdirSync(here.cache);
  expect(folders.map((folder) => kept.includes(folder))).toEqual([false, true, true, true]);
  expect(kept).toHaveLength(4);
});

test('keeps roots apart, and never reads a store that lies in the workspace', async () => {
  const here = place();
  await save(here, generation(1));
  const other = { ...here, root: join(here.root, '..') };
  expect(await load(other)).toBeUndefined();
});

test('takes a damaged store for none: any file cut short, flipped, emptied, replaced by a folder, or newer', async () => {
  const damages = ['cut', 'flip', 'empty', 'folder', 'newer'] as const;
  const segments = generation(3).buffers.length;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...damages),
      fc.nat({ max: segments }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (damage, which, where) => {
        const here = place();
        await save(here, generation(3));
        const names = readdirSync(here.folder()).sort(
          (a, b) => Number(a === 'manifest') - Number(b === 'manifest'),
        );
        const isManifest = names[which] === 'manifest';
        damageFile(join(here.folder(), names[which] ?? ''), damage, where);
        const loaded = await load(here);
        // A flipped bit inside a segment is found by the segment's own checksum, when it is opened.
        if (isManifest || damage !== 'flip') expect(loaded).toBeUndefined();
        await save(here, generation(4));
      },
    ),
    { numRuns: 40 },
  );
});

function damageFile(
  file: string,
  damage: 'cut' | 'flip' | 'empty' | 'folder' | 'newer',
  where: number,
): void {
  const content = readFileSync(file);
  const at = Math.floor(where * content.length);
  if (damage === 'cut') truncateSync(file, at);
  else if (damage === 'empty') truncateSync(file);
  else if (damage === 'folder') {
    execFileSync('rm', [file]);
    mkdirSync(file);
  } else if (damage === 'newer') writeFileSync(file, `innerloop-manifest ${manifestFormat + 1} 00\n{}`);
  else {
    content[at] = (content[at] ?? 0) ^ 0x10;
    writeFileSync(file, content);
  }
}

test('refuses a cache folder of somebody else, a link and a file, and says why', async () => {
  const here = place();
  writeFileSync(here.cache, '');
  expect(await save(here, generation(1))).toEqual({
    kind: 'unwritable',
    detail: 'a part of the path is a file',
  });

  const linked = { ...place() };
  mkdirSync(join(linked.root, 'elsewhere'));
  symlinkSync(join(linked.root, 'elsewhere'), linked.cache);
  expect(await save(linked, generation(1))).toMatchObject({ detail: 'it is a link or a file, not a folder' });

  const foreign = place();
  mkdirSync(foreign.cache, { mode: 0o777 });
  chmodSync(join(foreign.cache, '..'), 0o755);
  const outcome = await withoutRootRights(() => save(foreign, generation(1)));
  if (process.getuid?.() === 0) expect(outcome).toMatchObject({ kind: 'unwritable' });
});

test('says that a folder cannot be written', async () => {
  const here = place();
  chmodSync(join(here.root, '..'), 0o555);
  expect(await withoutRootRights(() => save(here, generation(1)))).toEqual({
    kind: 'unwritable',
    detail: 'its permissions forbid it',
  });
  chmodSync(join(here.root, '..'), 0o755);
});

test('waits for no writer that is alive, and takes over from one that is gone', async () => {
  const here = place();
  await save(here, generation(1));
  const other = spawn('sleep', ['60']);
  try {
    const started = readFileSync(`/proc/${other.pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[19];
    writeFileSync(join(here.folder(), 'lock'), `${other.pid} ${started} x`);
    expect(await save(here, generation(2))).toEqual({ kind: 'busy' });
    // The id of a process that ended may belong to another one now.
    writeFileSync(join(here.folder(), 'lock'), `${other.pid} 1 x`);
    expect(await save(here, generation(3))).toEqual({ kind: 'saved' });
    expect(readdirSync(here.folder())).not.toContain('lock');
  } finally {
    other.kill('SIGKILL');
  }
});

test('is readable with the content of one moment after a writer was killed at any other', async () => {
  const here = place();
  const script = join(temporaryFolder(), 'writer.mjs');
  const entryPoint = join(import.meta.dirname, 'store-writer.ts');
  await build({ entryPoints: [entryPoint], outfile: script, bundle: true, platform: 'node', format: 'esm' });
  let newest = 0;
  for (let round = 0; round < 20; round++) {
    const writer = spawn(process.execPath, [script, here.cache, here.root, String(newest)], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void writer.kill('SIGKILL'));
    await acknowledged(writer, 1);
    await someWrite(here.folder(), round);
    const lastSaved = await killed(writer);
    const found = numberOf(await load(here), manyFiles);
    expect(found).toBeGreaterThanOrEqual(lastSaved);
    newest = found ?? newest;
  }
  expect(newest).toBeGreaterThanOrEqual(20);
});

/** Resolves in the middle of a write: at the nth change of the folder, n going round. */
async function someWrite(folder: string, round: number): Promise<void> {
  let left = round % 9;
  await new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      left -= 1;
      if (left > 0) return;
      watcher.close();
      resolve();
    });
  });
}

const outputs = new WeakMap<ChildProcess, string>();

/** Resolves when the writer has told of `count` saves. */
async function acknowledged(writer: ChildProcess, count: number): Promise<void> {
  outputs.set(writer, '');
  await new Promise<void>((resolve, reject) => {
    writer.on('exit', () => reject(new Error('the writer ended by itself')));
    writer.stdout?.on('data', (bytes) => {
      outputs.set(writer, `${outputs.get(writer)}${bytes}`);
      if ((outputs.get(writer) ?? '').split('\n').length > count) resolve();
    });
  });
}

async function killed(writer: ChildProcess): Promise<number> {
  const ended = once(writer, 'close');
  writer.kill('SIGKILL');
  await ended;
  const lines = (outputs.get(writer) ?? '').split('\n');
  return Number(lines.at(-2));
}

test('serves several writers and readers at once, each reading one moment', async () => {
  const here = place();
  await save(here, generation(0));
  const writers = [1, 2, 3, 4].map(async (number) => {
    for (let i = 0; i < 8; i++) await save(here, generation(number * 100 + i));
  });
  const readers = [1, 2].map(async () => {
    for (let i = 0; i < 20; i++) expect(numberOf(await load(here))).toBeDefined();
  });
  await Promise.all([...writers, ...readers]);
});
