import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs';
import type { open, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { build } from 'esbuild';
import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { StoredCorpus } from '../../server/context/ports.ts';
import { manifestFormat } from '../../server/host/manifest.ts';
import { type StoreKind, segmentStore } from '../../server/host/segment-store.ts';
import { generation, generationOf, kinds } from './store-writer.ts';
import { temporaryFolder, withoutRootRights } from './temporary-folder.ts';

interface Place {
  readonly root: string;
  readonly cache: string;
  readonly kind: StoreKind;
  /** The one folder of the root and kind in the cache. */
  folder(): string;
}

function place(kind: StoreKind = 'corpus', base = temporaryFolder({ 'project/a.ts': '' })): Place {
  const cache = join(base, 'cache');
  const folder = () => join(cache, readdirSync(cache).find((name) => name.startsWith(kind)) ?? '');
  return { root: join(base, 'project'), cache, kind, folder };
}

function save({ cache, root, kind }: Place, corpus: StoredCorpus) {
  return segmentStore(cache, kind).save(root, corpus, neverAborted);
}

function load({ cache, root, kind }: Place): Promise<StoredCorpus | undefined> {
  return segmentStore(cache, kind).load(root, neverAborted);
}

/** The number of the generation that a corpus holds; throws when its parts are of several. */
function numberOf(corpus: StoredCorpus | undefined): number | undefined {
  const newest = corpus?.buffers[1];
  if (corpus === undefined || newest === undefined) return undefined;
  const number = Number(/^new (\d+)n/.exec(Buffer.from(newest).toString('latin1', 0, 20))?.[1]);
  expect(plain(corpus) === plain(generation(number, corpus.files.length))).toBe(true);
  return number;
}

/** As one string, which compares faster than thousands of records. */
function plain({ files, buffers }: StoredCorpus): string {
  const bytes = buffers.map((buffer) => Buffer.from(new Uint8Array(buffer)).toString('base64'));
  return JSON.stringify({ files, bytes });
}

test.each(kinds)(
  'gives back what was saved as %s, from folders and files that only their owner can read',
  async (kind) => {
    const here = place(kind);
    expect(await load(here)).toBeUndefined();
    expect(await save(here, generationOf(kind, 1))).toEqual({ kind: 'saved' });
    expect(await save(here, generationOf(kind, 2))).toEqual({ kind: 'saved' });
    const loaded = await load(here);
    expect(numberOf(loaded)).toBe(2);
    expect(loaded?.files).toHaveLength(kind === 'corpus' ? 3 : 0);

    expect(statSync(here.cache).mode & 0o777).toBe(0o700);
    expect(statSync(here.folder()).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(here.folder()))
      expect(statSync(join(here.folder(), name)).mode & 0o777).toBe(0o600);
  },
);

test('keeps the kinds of a root apart', async () => {
  const corpus = place('corpus');
  const context: Place = { ...place('context'), root: corpus.root, cache: corpus.cache };
  await save(corpus, generationOf('corpus', 1));
  expect(await load(context)).toBeUndefined();
  await save(context, generationOf('context', 2));
  expect([numberOf(await load(corpus)), numberOf(await load(context))]).toEqual([1, 2]);
  await segmentStore(corpus.cache, 'context').drop(corpus.root, neverAborted);
  expect([numberOf(await load(corpus)), numberOf(await load(context))]).toEqual([1, undefined]);
});

test('drops what it keeps of a root at once', async () => {
  const here = place();
  await save(here, generation(1));
  await segmentStore(here.cache).drop(here.root, neverAborted);
  expect(readdirSync(here.folder())).toEqual([]);
  expect(await load(here)).toBeUndefined();
});

test('removes what nobody has opened for 30 days, of any kind, unless somebody writes them', async () => {
  const here = place();
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000);
  const names = ['old', 'recent', 'opened', 'written', 'old-context'];
  const others = names.map((name): Place => {
    const kind = name === 'old-context' ? 'context' : 'corpus';
    return { ...here, kind, root: temporaryFolder({ [name]: '' }) };
  });
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
  expect(folders.map((folder) => kept.includes(folder))).toEqual([false, true, true, true, false]);
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
      fc.constantFrom(...kinds),
      fc.constantFrom(...damages),
      fc.nat({ max: segments }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (kind, damage, which, where) => {
        const here = place(kind);
        await save(here, generationOf(kind, 3));
        const names = readdirSync(here.folder()).sort(
          (a, b) => Number(a === 'manifest') - Number(b === 'manifest'),
        );
        const isManifest = names[which] === 'manifest';
        damageFile(join(here.folder(), names[which] ?? ''), damage, where);
        const loaded = await load(here);
        // A flipped bit inside a segment is found by the segment's own checksum, when it is opened.
        if (isManifest || damage !== 'flip') expect(loaded).toBeUndefined();
        await save(here, generationOf(kind, 4));
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

test('is readable with the content of one moment after a writer was killed a hundred times at any other', {
  timeout: 60_000,
}, async () => {
  const script = join(temporaryFolder(), 'writer.mjs');
  const entryPoint = join(import.meta.dirname, 'store-writer.ts');
  await build({ entryPoints: [entryPoint], outfile: script, bundle: true, platform: 'node', format: 'esm' });
  const lanes = [0, 1].map(() => killAgainAndAgain(script, 50));
  for (const kinds of await Promise.all(lanes)) {
    // Each was written on from where the last one was killed.
    expect(kinds.corpus).toBeGreaterThan(50);
    expect(kinds.context).toBeGreaterThan(50);
  }
});

/** The newest generation that was found of each kind. */
async function killAgainAndAgain(
  script: string,
  times: number,
): Promise<Readonly<Record<StoreKind, number>>> {
  const here = place();
  const newest = { corpus: 0, context: 0 };
  for (let round = 0; round < times; round++) {
    const from = String(Math.max(newest.corpus, newest.context));
    const writer = spawn(process.execPath, [script, here.cache, here.root, from], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void writer.kill('SIGKILL'));
    await acknowledged(writer, 2);
    // In the middle of a write, or at any moment.
    if (round % 2 === 0) await someWrite(join(here.folder()), round / 2);
    else await setTimeout(Math.random() * 30);
    const saved = await killed(writer);
    for (const kind of kinds) {
      const found = numberOf(await load({ ...here, kind })) ?? -1;
      expect(found).toBeGreaterThanOrEqual(saved[kind]);
      newest[kind] = found;
    }
  }
  return newest;
}

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

/** Gives the last generation of each kind of which the writer told that it was saved. */
async function killed(writer: ChildProcess): Promise<Readonly<Record<StoreKind, number>>> {
  const ended = once(writer, 'close');
  writer.kill('SIGKILL');
  await ended;
  const output = outputs.get(writer) ?? '';
  const last = (kind: StoreKind) =>
    Number(
      output
        .match(new RegExp(`${kind} \\d+\\n`, 'g'))
        ?.at(-1)
        ?.split(' ')[1],
    );
  return { corpus: last('corpus'), context: last('context') };
}

test.each(kinds)('takes over the lock of a %s writer that was killed', async (kind) => {
  const here = place(kind);
  await save(here, generationOf(kind, 1));
  const gone = spawn('true');
  await once(gone, 'exit');
  writeFileSync(join(here.folder(), 'lock'), `${gone.pid} 12345 x`);
  expect(await save(here, generationOf(kind, 2))).toEqual({ kind: 'saved' });
  expect(numberOf(await load(here))).toBe(2);
});

test('on a disk that is full from any write on (simulated), says so and leaves the old state readable', async () => {
  vi.doMock('node:fs/promises', async (importOriginal) => {
    const real = await importOriginal<typeof import('node:fs/promises')>();
    return { ...real, open: openOnSmallDisk(real.open), writeFile: writeFileOnSmallDisk(real.writeFile) };
  });
  vi.resetModules();
  const { segmentStore: storeOnSmallDisk } = await import('../../server/host/segment-store.ts');
  vi.doUnmock('node:fs/promises');
  const here = place();
  await save(here, generation(1));
  const before = readdirSync(here.folder()).sort();

  const store = storeOnSmallDisk(here.cache);
  // The lock, two segments and the manifest.
  for (let room = 0; room < 4; room++) {
    disk.room = room;
    expect(await store.save(here.root, generation(4), neverAborted)).toEqual(diskIsFull);
    expect(numberOf(await load(here))).toBe(1);
    expect(readdirSync(here.folder()).sort()).toEqual(before);
  }
  disk.room = 4;
  expect(await store.save(here.root, generation(4), neverAborted)).toEqual({ kind: 'saved' });
  expect(numberOf(await load(here))).toBe(4);
});

const diskIsFull = { kind: 'unwritable', detail: 'the disk is full' } as const;

/** How many files can still be written. */
const disk = { room: 0 };

function takeRoom(): void {
  disk.room -= 1;
  if (disk.room < 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
}

function openOnSmallDisk(realOpen: typeof open): typeof open {
  return async (...options) => {
    const handle = await realOpen(...options);
    const realWrite = handle.writeFile.bind(handle);
    handle.writeFile = async (content, ...others) => {
      if (disk.room === 0) await realWrite('half');
      takeRoom();
      return realWrite(content, ...others);
    };
    return handle;
  };
}

function writeFileOnSmallDisk(realWriteFile: typeof writeFile): typeof writeFile {
  return async (...options) => {
    takeRoom();
    return realWriteFile(...options);
  };
}

test.runIf(canMount())(
  'on a full and on a read-only disk (a real tmpfs), says so, leaves the old state readable, and goes on later',
  async () => {
    const base = temporaryFolder();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=800k', 'tmpfs', base]);
    onTestFinished(() => void execFileSync('umount', [base]));
    mkdirSync(join(base, 'project'));
    for (const kind of kinds) {
      const here = place(kind, base);
      expect(await save(here, generationOf(kind, 1))).toEqual({ kind: 'saved' });
      // Both segments of generation 4 are new, and do not fit beside those of generation 1.
      const filler = join(base, 'filler');
      execFileSync('sh', ['-c', `dd if=/dev/zero of=${filler} bs=1k count=10000 2>/dev/null || true`]);
      truncateSync(filler, statSync(filler).size - 100 * 1024);
      const before = readdirSync(here.folder()).sort();
      expect(await save(here, generationOf(kind, 4))).toEqual(diskIsFull);
      expect(readdirSync(here.folder()).sort()).toEqual(before);
      expect(numberOf(await load(here))).toBe(1);

      execFileSync('rm', [filler]);
      execFileSync('mount', ['-o', 'remount,ro', base]);
      const detail = 'the disk is read-only';
      expect(await save(here, generationOf(kind, 2))).toEqual({ kind: 'unwritable', detail });
      expect(numberOf(await load(here))).toBe(1);

      execFileSync('mount', ['-o', 'remount,rw', base]);
      expect(await save(here, generationOf(kind, 2))).toEqual({ kind: 'saved' });
      expect(numberOf(await load(here))).toBe(2);
      execFileSync('rm', ['-r', here.folder()]);
    }
  },
);

/** Whether this process may mount a disk of its own, as root in a container often may. */
function canMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'innerloop-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
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
