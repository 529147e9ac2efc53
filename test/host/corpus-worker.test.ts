import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import type { FromCorpusWorker } from '../../server/context/corpus/worker-messages.ts';
import { corpusWorkerMark } from '../../server/corpus-worker.ts';
import { corpusSegmentFrom } from '../../server/embedded/corpus-segment.ts';
import { type CorpusWorker, startCorpusWorker } from '../../server/host/corpus-worker.ts';
import { temporaryFolder, writeFiles } from './temporary-folder.ts';

let bundled = '';

beforeAll(async () => {
  const entryPoints = [join(import.meta.dirname, '../../server/corpus-worker.ts')];
  const output = await build({
    entryPoints,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    banner,
  });
  bundled = output.outputFiles[0]?.text ?? '';
});

const banner = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
};

interface Running {
  readonly worker: CorpusWorker;
  readonly messages: FromCorpusWorker[];
  /** Resolves once a message for which `isIt` holds was posted. */
  until(isIt: (message: FromCorpusWorker) => boolean): Promise<void>;
}

function start(script: string, root: string, cacheDirectory?: string): Running {
  const messages: FromCorpusWorker[] = [];
  const waiting = new Set<() => void>();
  const options = { roots: [root], cacheDirectory, memoryLimitBytes: 1e8, excludes: [], preferredFiles: [] };
  const worker = startCorpusWorker({ ...options, workerUrl: pathToFileURL(script) }, (message) => {
    messages.push(message);
    for (const check of waiting) check();
  });
  onTestFinished(() => worker.stop());
  const until = (isIt: (message: FromCorpusWorker) => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => messages.some(isIt) && resolve();
      waiting.add(check);
      check();
    });
  return { worker, messages, until };
}

function learnedFiles(messages: readonly FromCorpusWorker[]): string[] {
  const last = messages.filter((message) => message.kind === 'corpus').at(-1);
  const segments = last?.buffers.map((buffer) => corpusSegmentFrom(buffer)) ?? [];
  const sizes = new Map(
    segments.flatMap((each) => each?.files.map((file) => [file.uri, file.sourceBytes]) ?? []),
  );
  return [...sizes].filter(([, size]) => size > 0).map(([uri]) => uri.slice(uri.lastIndexOf('/') + 1));
}

function codes(messages: readonly FromCorpusWorker[]): string[] {
  return messages.flatMap((message) => (message.kind === 'notice' ? [message.notice.code] : []));
}

test('learns a folder, follows its changes, keeps them, and starts from there', async () => {
  const folder = temporaryFolder({ 'worker.mjs': bundled, 'project/a.ts': 'const a = 1;\n' });
  const [script, root, cache] = [join(folder, 'worker.mjs'), join(folder, 'project'), join(folder, 'cache')];
  const { worker, messages, until } = start(script, root, cache);
  await until(({ kind }) => kind === 'ready');
  expect(learnedFiles(messages)).toEqual(['a.ts']);

  writeFiles(root, { 'b.ts': 'const b = 2;\n' });
  worker.filesChanged([join(root, 'b.ts')]);
  await until((message) => message.kind === 'report' && message.report.files === 2);
  expect(learnedFiles(messages).sort()).toEqual(['a.ts', 'b.ts']);
  await worker.stop();

  const again = start(script, root, cache);
  await again.until(({ kind }) => kind === 'corpus');
  expect(learnedFiles(again.messages).sort()).toEqual(['a.ts', 'b.ts']);
});

test('learns beside a cache that cannot be used, and says so once', async () => {
  const folder = temporaryFolder({
    'worker.mjs': bundled,
    'project/a.ts': 'const a = 1;\n',
    cache: 'a file',
  });
  const { worker, messages, until } = start(
    join(folder, 'worker.mjs'),
    join(folder, 'project'),
    join(folder, 'cache'),
  );
  await until(({ kind }) => kind === 'ready');
  worker.rescan();
  await until(
    (message) => message.kind === 'report' && messages.filter(({ kind }) => kind === 'report').length > 1,
  );
  expect(learnedFiles(messages)).toEqual(['a.ts']);
  expect(codes(messages)).toEqual(['little-to-learn-from', 'index-not-kept']);
});

test('starts a worker that crashes once more, says so, and then gives up', async () => {
  const folder = temporaryFolder({ 'worker.mjs': 'throw new TypeError("private text");' });
  const { messages, until, worker } = start(join(folder, 'worker.mjs'), folder);
  await until((message) => message.kind === 'notice' && message.notice.code === 'index-failed');
  expect(codes(messages)).toEqual(['index-restarted', 'index-failed']);
  expect(JSON.stringify(messages)).toContain('TypeError');
  expect(JSON.stringify(messages)).not.toContain('private');
  await worker.stop();
});

test('ends a worker that hangs', async () => {
  const folder = temporaryFolder({
    'worker.mjs': `import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ kind: 'ready' });
      parentPort.on('message', () => { for (;;); });`,
  });
  const { worker, until } = start(join(folder, 'worker.mjs'), folder);
  await until(({ kind }) => kind === 'ready');
  await worker.stop();
  await worker.stop();
});

test('keeps no finished process alive', async () => {
  const client = join(import.meta.dirname, '../../server/host/corpus-worker.ts');
  const folder = temporaryFolder({
    'worker.mjs': bundled,
    'main.ts': `import { startCorpusWorker } from ${JSON.stringify(client)};
      startCorpusWorker({ workerUrl: new URL('worker.mjs', import.meta.url), roots: [import.meta.dirname],
        cacheDirectory: undefined, memoryLimitBytes: 1e8, excludes: [], preferredFiles: [] }, () => undefined);`,
  });
  const outfile = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(folder, 'main.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
  expect(spawnSync(process.execPath, [outfile], { timeout: 15_000 }).status).toBe(0);
});

test('agrees with the worker on the mark of its threads', () => {
  expect(bundled).toContain(`"${corpusWorkerMark}"`);
});
