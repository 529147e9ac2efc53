import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { CorpusWorkerLoop } from '../../../server/context/corpus/corpus-worker-loop.ts';
import type { CorpusOptions, FromCorpusWorker } from '../../../server/context/corpus/worker-messages.ts';
import { MemoryWorkspace } from '../memory-workspace.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const options: CorpusOptions = {
  roots: ['/w'],
  cacheDirectory: '/cache',
  memoryLimitBytes: 1e8,
  excludes: [],
  preferredFiles: [],
};

/** A worker over a workspace of two files, and a way to wait for what it posts. */
function run(workspace: MemoryWorkspace) {
  const messages: FromCorpusWorker[] = [];
  let isClosed = false;
  const worker = new CorpusWorkerLoop(() => workspace, {
    post: (message) => messages.push(message),
    close: () => {
      isClosed = true;
    },
  });
  const until = (isThere: () => boolean) => vi.waitFor(() => expect(isThere()).toBe(true), { interval: 1 });
  return { worker, messages, until, isClosed: () => isClosed };
}

function twoFiles(): MemoryWorkspace {
  const workspace = new MemoryWorkspace();
  workspace.write('/w/a.ts', 'const a = 1;');
  workspace.write('/w/b.ts', 'const b = 1;');
  return workspace;
}

function stampOf(workspace: MemoryWorkspace, path: string): string | undefined {
  return workspace.stored.get('/w')?.files.find((file) => file.path === path)?.stamp;
}

test('saves changes once it has been quiet for a while, or when it is stopped', async () => {
  const workspace = twoFiles();
  const { worker, messages, until, isClosed } = run(workspace);
  worker.receive({ kind: 'start', options });
  await until(() => messages.some(({ kind }) => kind === 'ready'));
  const first = stampOf(workspace, 'a.ts');

  workspace.write('/w/a.ts', 'const a = 2;');
  worker.receive({ kind: 'files-changed', paths: ['/w/a.ts'] });
  await until(() => messages.filter(({ kind }) => kind === 'report').length === 2);
  expect(stampOf(workspace, 'a.ts')).toBe(first);
  await until(() => vi.getTimerCount() === 2);
  await vi.advanceTimersByTimeAsync(5_000);
  await until(() => stampOf(workspace, 'a.ts') !== first);

  const second = stampOf(workspace, 'a.ts');
  workspace.write('/w/a.ts', 'const a = 3;');
  worker.receive({ kind: 'files-changed', paths: ['/w/a.ts'] });
  await until(() => messages.filter(({ kind }) => kind === 'report').length === 3);
  worker.receive({ kind: 'stop' });
  await until(isClosed);
  expect(stampOf(workspace, 'a.ts')).not.toBe(second);
  expect(vi.getTimerCount()).toBe(0);
});

test('looks at the whole folder again when changes come long after it last did', async () => {
  const workspace = twoFiles();
  const { worker, messages, until } = run(workspace);
  worker.receive({ kind: 'start', options });
  await until(() => messages.some(({ kind }) => kind === 'ready'));
  await vi.advanceTimersByTimeAsync(5 * 60_000);

  // Nobody tells of the new file: it was added to version control, which changes nothing that a watcher sees.
  workspace.write('/w/added.ts', 'const added = 1;');
  worker.receive({ kind: 'files-changed', paths: ['/w/a.ts'] });
  await until(() => vi.getTimerCount() === 1);
  await vi.advanceTimersByTimeAsync(5_000);
  await until(() => stampOf(workspace, 'added.ts') !== undefined);
  worker.receive({ kind: 'stop' });
});

test('learns changes together that come while others are learned', async () => {
  const workspace = twoFiles();
  const { worker, messages, until } = run(workspace);
  worker.receive({ kind: 'start', options });
  await until(() => messages.some(({ kind }) => kind === 'ready'));
  workspace.readPaths.length = 0;
  for (let i = 0; i < 50; i++) worker.receive({ kind: 'files-changed', paths: ['/w/a.ts'] });
  await until(() => vi.getTimerCount() === 2);
  expect(workspace.readPaths).toEqual(['a.ts', 'a.ts']);
  worker.receive({ kind: 'stop' });
});
