import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { type FolderWatch, type WatcherPackage, watchFolder } from '../../server/host/folder-watcher.ts';
import { ignoredFolders } from '../../server/host/ignored-folders.ts';
import { gitIn, temporaryFolder, writeFiles } from './temporary-folder.ts';

/** A watch and all that was heard of it; paths are relative, anything else stands in brackets. */
interface Ear {
  readonly watch: FolderWatch;
  readonly heard: readonly string[];
  /** Resolves when all of this was heard since the last time. */
  hears(...what: readonly string[]): Promise<void>;
}

async function listenTo(
  root: string,
  ignored: readonly string[] = [],
  load?: () => Promise<WatcherPackage>,
): Promise<Ear> {
  const heard: string[] = [];
  let unheeded: string[] = [];
  let wake: () => void = () => undefined;
  const add = (...what: readonly string[]) => {
    heard.push(...what);
    unheeded.push(...what);
    wake();
  };
  const options = {
    ignored,
    onChange: (paths: readonly string[]) => add(...paths.map((path) => relative(root, path))),
    onRescan: () => add('(rescan)'),
    onFailure: (detail: string) => add(`(failed: ${detail})`),
  };
  const watch = await watchFolder(root, options, load);
  onTestFinished(() => watch.stop());
  const hears = async (...what: readonly string[]) => {
    while (!what.every((each) => unheeded.includes(each)))
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    unheeded = [];
  };
  return { watch, heard, hears };
}

test('hears of files that are created, changed, renamed and deleted', async () => {
  const root = temporaryFolder({ 'sub/a.ts': '1' });
  const { hears } = await listenTo(root);
  writeFiles(root, { 'sub/b.ts': '1' });
  await hears('sub/b.ts');
  appendFileSync(join(root, 'sub/a.ts'), '2');
  await hears('sub/a.ts');
  renameSync(join(root, 'sub/a.ts'), join(root, 'c.ts'));
  await hears('sub/a.ts', 'c.ts');
  rmSync(join(root, 'c.ts'));
  await hears('c.ts');
});

test('hears of the files of a new folder, which were there before the folder was watched', async () => {
  const root = temporaryFolder();
  const elsewhere = temporaryFolder({ 'new/a.ts': '', 'new/b.ts': '' });
  const { hears } = await listenTo(root);
  renameSync(join(elsewhere, 'new'), join(root, 'new'));
  await hears('new/b.ts');
  writeFiles(root, { 'new/c.ts': '' });
  await hears('new/c.ts');
});

test('asks for a rescan when a tree was moved or made, and hears of it under its new name then', async () => {
  const root = temporaryFolder({ 'old/deep/a.ts': '1' });
  const { hears } = await listenTo(root);
  renameSync(join(root, 'old'), join(root, 'new'));
  await hears('(rescan)');
  appendFileSync(join(root, 'new/deep/a.ts'), '2');
  await hears('new/deep/a.ts');

  writeFiles(root, { 'x/y/z/b.ts': '1' });
  await hears('(rescan)');
  appendFileSync(join(root, 'x/y/z/b.ts'), '2');
  await hears('x/y/z/b.ts');
});

test('hears of a folder that was moved away', async () => {
  const root = temporaryFolder({ 'old/a.ts': '' });
  const { hears } = await listenTo(root);
  renameSync(join(root, 'old'), join(temporaryFolder(), 'old'));
  await hears('old');
});

test('hears nothing of ignored folders, of node_modules and of .git', async () => {
  const root = temporaryFolder({
    'dist/a.js': '',
    'a[1]/b.js': '',
    '!c/d.js': '',
    'p/node_modules/x.js': '',
  });
  gitIn(root, 'init', '-q');
  const { heard, hears } = await listenTo(root, ['dist', 'a[1]', '!c']);
  writeFiles(root, {
    'dist/a.js': '1',
    'a[1]/b.js': '1',
    '!c/d.js': '1',
    'p/node_modules/x.js': '1',
    '.git/description': '1',
  });
  mkdirSync(join(root, 'node_modules/deep'), { recursive: true });
  writeFiles(root, { 'distance.ts': '' });
  await hears('distance.ts');
  expect(heard).toEqual(['distance.ts']);
});

test('asks for a rescan when the repository has another commit or index', async () => {
  const root = temporaryFolder({ 'a.ts': '', 'sub/b.ts': '' });
  gitIn(root, 'init', '-q');
  const { hears } = await listenTo(join(root, 'sub'));
  gitIn(root, 'add', '.');
  await hears('(rescan)');
  gitIn(root, 'commit', '-qm', 'first');
  await hears('(rescan)');
  gitIn(root, 'symbolic-ref', 'HEAD', 'refs/heads/other');
  await hears('(rescan)');
});

test('asks for a rescan when a worktree has another commit', async () => {
  const root = temporaryFolder({ 'a.ts': '' });
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '.');
  gitIn(root, 'commit', '-qm', 'first');
  const tree = join(temporaryFolder(), 'tree');
  gitIn(root, 'worktree', 'add', '-q', tree);
  const ofTree = await listenTo(tree);
  gitIn(tree, 'checkout', '-q', '--detach');
  await ofTree.hears('(rescan)');
});

test('names files as the root was named, also where a link leads to it', async () => {
  const root = temporaryFolder({ 'real/a.ts': '' });
  symlinkSync(join(root, 'real'), join(root, 'linked'));
  const { hears } = await listenTo(join(root, 'linked'));
  appendFileSync(join(root, 'real/a.ts'), '1');
  await hears('a.ts');
});

test('hears nothing once it was stopped, and stops twice', async () => {
  const root = temporaryFolder({ 'a.ts': '' });
  gitIn(root, 'init', '-q');
  const stopped = await listenTo(root);
  await stopped.watch.stop();
  await stopped.watch.stop();
  const other = await listenTo(root);
  gitIn(root, 'add', '.');
  writeFiles(root, { 'b.ts': '' });
  await other.hears('b.ts', '(rescan)');
  expect(stopped.heard).toEqual([]);
});

test('survives that its folder is deleted', async () => {
  const root = join(temporaryFolder({ 'project/a.ts': '' }), 'project');
  const { hears, watch } = await listenTo(root);
  rmSync(root, { recursive: true });
  await hears('a.ts');
  await watch.stop();
});

test('lets a process end that has stopped watching', () => {
  const root = temporaryFolder({ 'a.ts': '' });
  const script = `
    import { watchFolder } from './server/host/folder-watcher.ts';
    const none = () => undefined;
    const options = { ignored: [], onChange: none, onRescan: none, onFailure: none };
    const watch = await watchFolder(process.argv[1], options);
    await watch.stop();`;
  const options = ['--import', 'tsx', '--input-type=module', '-e', script, root];
  execFileSync(process.execPath, options, { timeout: 15_000, stdio: 'pipe' });
});

test('says once why it cannot watch', async () => {
  const failing = (message: string) => async () => ({
    subscribe: () => Promise.reject(new Error(message)),
  });
  const detailWith = async (load: () => Promise<WatcherPackage>) => (await listenTo('/', [], load)).heard;

  const missing = () => Promise.reject(new Error('Cannot find package'));
  expect(await detailWith(missing)).toEqual([
    '(failed: the package @parcel/watcher is not there for this platform)',
  ]);
  expect(await detailWith(failing("inotify_add_watch on '/x' failed: No space left on device"))).toEqual([
    '(failed: the system watches too many folders already)',
  ]);
  expect(await detailWith(failing('Too many open files'))).toEqual([
    '(failed: the system has too many watchers already)',
  ]);
  const nowhere = await listenTo(join(temporaryFolder(), 'nowhere'));
  expect(nowhere.heard).toEqual(['(failed: the system refuses)']);
});

test('refuses to watch in a worker thread, whose end would abort the process', async () => {
  const script = join(temporaryFolder(), 'worker.mjs');
  const contents = `
    import { parentPort } from 'node:worker_threads';
    import { watchFolder } from './server/host/folder-watcher.ts';
    const none = () => undefined;
    const onFailure = (detail) => parentPort.postMessage(detail);
    await watchFolder('/', { ignored: [], onChange: none, onRescan: none, onFailure });`;
  await build({
    stdin: { contents, resolveDir: process.cwd() },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@parcel/watcher'],
  });
  const [message] = await once(new Worker(script), 'message');
  expect(message).toBe('only the main thread can');
});

test('says that watching has ended, and asks for a rescan when the system lost events', async () => {
  let tell: Parameters<WatcherPackage['subscribe']>[1] = () => undefined;
  const load = async (): Promise<WatcherPackage> => ({
    subscribe: async (_, listener) => {
      tell = listener;
      return { unsubscribe: async () => undefined };
    },
  });
  const { heard, hears } = await listenTo(temporaryFolder(), [], load);
  tell(new Error('Events were dropped by the FSEvents client. File system must be re-scanned.'), []);
  await hears('(rescan)');
  tell(new Error('Unable to poll'), []);
  tell(new Error('Unable to poll'), []);
  await hears('(failed: the system refuses)');
  tell(null, [{ path: '/x', type: 'update' }]);
  expect(heard).toEqual(['(rescan)', '(failed: the system refuses)']);
});

test('finds the folders that git ignores as a whole, nearest first', async () => {
  const root = temporaryFolder({
    '.gitignore': '*.log\ndist\nkept\n',
    'logs/x.log': '',
    'packages/a/dist/x/y.js': '',
    'packages/a/index.ts': '',
    'dist/x.js': '',
    'kept/tracked.ts': '',
    'kept/ignored.ts': '',
  });
  expect(await ignoredFolders(root, neverAborted)).toEqual([]);
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '-f', 'kept/tracked.ts', 'packages/a/index.ts');
  expect(await ignoredFolders(root, neverAborted)).toEqual(['dist', 'packages/a/dist']);
  expect(await ignoredFolders(join(root, 'packages/a'), neverAborted)).toEqual(['dist']);
});
