import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, onTestFinished, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { IndexEvent } from '../../server/context/index/context-messages.ts';
import type { OpenText } from '../../server/context/index/open-texts.ts';
import { contextWorkerMark } from '../../server/context-worker.ts';
import {
  type ContextWorker,
  type ContextWorkerOptions,
  startContextWorker,
} from '../../server/host/context-worker.ts';
import { gitIn, temporaryFolder, writeFiles } from './temporary-folder.ts';

let bundled = '';

beforeAll(async () => {
  const output = await build({
    entryPoints: [join(import.meta.dirname, '../../server/context-worker.ts')],
    ...{
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      mainFields: ['module', 'main'],
      banner,
    },
  });
  bundled = output.outputFiles[0]?.text ?? '';
});

const banner = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
};

interface Place {
  readonly script: string;
  readonly root: string;
  readonly cacheDirectory: string;
}

/** A workspace, a cache, and a worker's script beside the grammars that the build collected. */
function placeWith(files: Readonly<Record<string, string>>, script = bundled): Place {
  const folder = temporaryFolder({ 'worker.mjs': script });
  symlinkSync(join(import.meta.dirname, '../../dist/grammars'), join(folder, 'grammars'));
  const root = join(folder, 'project');
  mkdirSync(root);
  writeFiles(root, files);
  return { script: join(folder, 'worker.mjs'), root, cacheDirectory: join(folder, 'cache') };
}

interface Running {
  readonly worker: ContextWorker;
  readonly events: IndexEvent[];
  /** Resolves once an event for which `isIt` holds was heard. */
  until(isIt: (event: IndexEvent) => boolean): Promise<void>;
}

function start({ script, root, cacheDirectory }: Place, more: Partial<ContextWorkerOptions> = {}): Running {
  const events: IndexEvent[] = [];
  const waiting = new Set<() => void>();
  const worker = startContextWorker(
    {
      ...{ roots: [root], cacheDirectory, memoryLimitBytes: 1e9, excludes: [], folders: [] },
      ...{ preferredFiles: [], maker: 'test', spoilers: [], embeddings: false },
      ...{
        workerUrl: pathToFileURL(script),
        openTexts: () => [],
        embedder: { embed: async () => [] },
        ...more,
      },
    },
    (event) => {
      events.push(event);
      for (const check of waiting) check();
    },
  );
  onTestFinished(() => worker.stop());
  const until = (isIt: (event: IndexEvent) => boolean) =>
    new Promise<void>((resolve) => {
      const check = () => events.some(isIt) && resolve();
      waiting.add(check);
      check();
    });
  return { worker, events, until };
}

function isReady({ kind }: IndexEvent): boolean {
  return kind === 'ready';
}

function codes(events: readonly IndexEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'notice' ? [event.notice.code] : []));
}

async function pathsFor(worker: ContextWorker, query: string): Promise<string[]> {
  const results = await worker.search({ query, limit: 20 }, neverAborted);
  return [...new Set(results.map(({ path }) => path))].sort();
}

/** What the last report says of the first root. */
function languagesIn(events: readonly IndexEvent[]): Record<string, number> {
  const last = events.findLast((event) => event.kind === 'report');
  const languages = last?.kind === 'report' ? (last.reports[0]?.languages ?? []) : [];
  return Object.fromEntries(languages.map(({ language, files }) => [language, files]));
}

function definitionsIn(events: readonly IndexEvent[]): number {
  const last = events.findLast((event) => event.kind === 'report');
  return last?.kind === 'report' ? (last.reports[0]?.definitions ?? 0) : 0;
}

const basket = {
  'src/basket.ts': 'export class Basket {\n  add(item: string) {\n    return item;\n  }\n}\n',
  'src/main.ts': "import { Basket } from './basket';\n\nconst basket = new Basket();\nbasket.\n",
};

test('reads a folder, answers, follows buffers and changes, and starts again from what it kept', async () => {
  const place = placeWith(basket);
  const { worker, until, events } = start(place);
  await until(isReady);
  expect(await pathsFor(worker, 'basket add item')).toContain('src/basket.ts');
  const path = join(place.root, 'src/main.ts');
  const offset = basket['src/main.ts'].length - 1;
  const question = { kind: 'place', path, offset, task: 'completion', maxTokens: 1_000 } as const;
  const bundle = await worker.gather(question, neverAborted);
  expect(bundle?.items.map((item) => item.path)).toContain('src/basket.ts');
  expect(bundle?.items.every(({ parts }) => parts.every((part) => part.text !== ''))).toBe(true);

  worker.documentOpened({ path, languageId: 'typescript', text: 'const zeppelin = 1;\n' });
  worker.documentChanged(path, [{ start: 6, end: 14, text: 'dirigible' }]);
  await expect.poll(() => pathsFor(worker, 'dirigible')).toEqual(['src/main.ts']);
  worker.documentClosed(path);
  await expect.poll(() => pathsFor(worker, 'dirigible')).toEqual([]);

  writeFiles(place.root, { 'src/new.ts': 'export function airship() {}\n' });
  worker.filesChanged([join(place.root, 'src/new.ts')]);
  await expect.poll(() => pathsFor(worker, 'airship')).toEqual(['src/new.ts']);
  await worker.stop();
  expect(codes(events)).toEqual([]);

  const again = start(place);
  await again.until(isReady);
  expect(again.events.filter(({ kind }) => kind === 'progress')).toEqual([]);
  expect(await pathsFor(again.worker, 'airship')).toEqual(['src/new.ts']);
});

test('finds untracked files in a search, and keeps them out of bundles', async () => {
  const place = placeWith(basket);
  gitIn(place.root, 'init', '-q');
  gitIn(place.root, 'add', 'src/main.ts');
  const { worker, until } = start(place);
  await until(isReady);
  expect(await pathsFor(worker, 'basket add item')).toContain('src/basket.ts');
  const path = join(place.root, 'src/main.ts');
  const question = { kind: 'place', path, offset: 0, task: 'completion', maxTokens: 1_000 } as const;
  const bundle = await worker.gather({ ...question, offset: 80 }, neverAborted);
  expect(bundle?.items.map((item) => item.path)).not.toContain('src/basket.ts');
  expect(bundle?.dropped.filter(({ why }) => why === 'not-tracked').map((item) => item.path)).toContain(
    'src/basket.ts',
  );
});

test('a policy file that begins to exclude a file takes it from answers and store', async () => {
  const place = placeWith(basket);
  const { worker, until } = start(place);
  await until(isReady);
  writeFiles(place.root, { '.aiignore': 'src/basket.ts\n' });
  worker.filesChanged([join(place.root, '.aiignore')]);
  await expect.poll(() => pathsFor(worker, 'basket add item')).not.toContain('src/basket.ts');
  await worker.stop();
  const again = start(place);
  await again.until(isReady);
  expect(await pathsFor(again.worker, 'basket add item')).not.toContain('src/basket.ts');
});

/** What tree-sitter's Java grammar cannot bear; see spoiled-runtime.test.ts. */
const trapping = `class Zeppelin {}\n${`${'x => '.repeat(20)}\n`.repeat(160)}`;

test('a text that makes the parser trap costs that text its syntax, and nothing else', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 70 }, (_, i) => [`src/Made${i}.java`, `class Made${i} {\n  void run${i}() {}\n}\n`]),
  );
  const place = placeWith({ ...files, 'src/Made35b.java': trapping });
  const { worker, until, events } = start(place);
  await until(isReady);
  expect(events.filter(({ kind }) => kind === 'spoiled')).toHaveLength(1);
  expect(codes(events)).toEqual([]);
  expect(await pathsFor(worker, 'Zeppelin')).toEqual(['src/Made35b.java']);
  expect(languagesIn(events)).toEqual({ java: 71 });
  expect(definitionsIn(events)).toBe(140);
  await worker.stop();

  const again = start(place);
  await again.until(isReady);
  expect(again.events.filter(({ kind }) => kind === 'spoiled' || kind === 'progress')).toEqual([]);
  expect(definitionsIn(again.events)).toBe(140);
});

test('an open document that makes the parser trap costs one thread, however long it is edited', async () => {
  const place = placeWith({ 'src/A.java': 'class A {}\n' });
  const path = join(place.root, 'src/B.java');
  let open: OpenText[] = [];
  const { worker, until, events } = start(place, { openTexts: () => open });
  await until(isReady);
  open = [{ path, languageId: 'java', text: trapping }];
  worker.documentOpened({ path, languageId: 'java', text: trapping });
  await until(({ kind }) => kind === 'spoiled');
  await expect.poll(() => pathsFor(worker, 'Zeppelin'), { timeout: 10_000 }).toEqual(['src/B.java']);
  worker.documentChanged(path, [{ start: 6, end: 14, text: 'Dirigible' }]);
  await expect.poll(() => pathsFor(worker, 'Dirigible')).toEqual(['src/B.java']);
  expect(events.filter(({ kind }) => kind === 'spoiled')).toHaveLength(1);
  expect(await pathsFor(worker, 'class A')).toContain('src/A.java');
});

test('tells the syntax of any text, and a text that makes the parser trap costs one thread', async () => {
  const place = placeWith({ 'src/A.java': 'class A {}\n' });
  const { worker, until, events } = start(place);
  await until(isReady);
  const source = { path: 'untitled:one', languageId: 'typescript', text: 'const one = (two = 2) => two;\n' };
  const shape = await worker.shapeOf(source, neverAborted);
  expect(shape?.functions.map(({ name, parameters }) => `${name} ${parameters.length}`)).toEqual(['one 1']);
  expect((await worker.namesAt(source, 25, neverAborted)).map(({ name }) => name)).toEqual(['two', 'one']);
  expect(await worker.paths(place.root, neverAborted)).toEqual(['src/A.java']);
  const named = await worker.symbols({ kind: 'named', name: 'A', near: undefined }, neverAborted);
  expect(named.map(({ path }) => path)).toEqual(['src/A.java']);

  const cursor = { path: 'untitled:one', languageId: 'typescript', before: 'const one = (', behind: '' };
  const texts = ['two);', 'two', 'two))'];
  // On a slow machine the first answers may be late.
  await expect
    .poll(() => worker.verdicts({ ...cursor, texts }, neverAborted), { timeout: 10_000 })
    .toEqual(['parses', 'open', 'breaks']);

  const odd = { path: 'untitled:two', languageId: 'java', text: trapping };
  expect(await worker.shapeOf(odd, neverAborted)).toBeUndefined();
  await expect
    .poll(() => worker.shapeOf(source, neverAborted), { timeout: 10_000 })
    .toMatchObject({ functions: [{ name: 'one' }] });
  expect(await worker.shapeOf({ ...odd, text: `${trapping} ` }, neverAborted)).toBeUndefined();
  expect(await worker.shapeOf(source, neverAborted)).toMatchObject({ functions: [{ name: 'one' }] });
  expect(events.filter(({ kind }) => kind === 'spoiled')).toHaveLength(1);
});

test('works beside a cache that cannot be used, and says so once', async () => {
  const place = placeWith(basket);
  writeFileSync(place.cacheDirectory, 'a file');
  const { worker, until, events } = start(place);
  await until(isReady);
  worker.rescan();
  await expect.poll(() => events.filter(({ kind }) => kind === 'report').length).toBeGreaterThan(1);
  expect(await pathsFor(worker, 'basket add item')).toContain('src/basket.ts');
  expect(codes(events)).toEqual(['index-not-kept']);
  rmSync(place.cacheDirectory);
  await worker.stop();
  const again = start(place);
  await again.until(isReady);
  expect(await pathsFor(again.worker, 'basket add item')).toContain('src/basket.ts');
});

test('a cancelled question rejects once, and the next one is answered', async () => {
  const place = placeWith(basket);
  const { worker, until } = start(place);
  await until(isReady);
  const controller = new AbortController();
  const cancelled = worker.search({ query: 'basket', limit: 5 }, controller.signal);
  controller.abort(new Error('typed on'));
  await expect(cancelled).rejects.toThrow('typed on');
  await expect(worker.search({ query: 'basket', limit: 5 }, controller.signal)).rejects.toThrow('typed on');
  expect(await pathsFor(worker, 'basket')).not.toEqual([]);
});

/** Ends at the second message that is a question. */
const crashing = `import { parentPort } from 'node:worker_threads';
  let questions = 0;
  parentPort.on('message', ({ kind, id }) => {
    if (kind === 'start') parentPort.postMessage({ kind: 'ready' });
    if (kind === 'search' && ++questions === 2) throw new TypeError('private text');
  });`;

test('every question is answered once when the thread crashes, is stopped, or is no more', async () => {
  const place = placeWith({}, crashing);
  const { worker, until, events } = start(place);
  await until(isReady);
  let answers = 0;
  const ask = async () => {
    const results = await worker.search({ query: 'a', limit: 1 }, neverAborted);
    answers += 1;
    return results;
  };
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([[], [], []]);
  expect(codes(events)).toEqual(['context-restarted']);
  const last = ask();
  await worker.stop();
  expect(await last).toEqual([]);
  expect(await ask()).toEqual([]);
  expect(answers).toBe(5);
  expect(JSON.stringify(events)).not.toContain('private');
});

test('starts a worker that crashes a few times, says so, and then gives up', async () => {
  const { until, events, worker } = start(placeWith({}, 'throw new TypeError("private text");'));
  await until((event) => event.kind === 'notice' && event.notice.code === 'context-failed');
  expect(codes(events)).toEqual(['context-restarted', 'context-restarted', 'context-failed']);
  expect(await worker.search({ query: 'a', limit: 1 }, neverAborted)).toEqual([]);
});

test('ends a worker that hangs', async () => {
  const hanging = `import { parentPort } from 'node:worker_threads';
    parentPort.postMessage({ kind: 'ready' });
    parentPort.on('message', () => { for (;;); });`;
  const { worker, until } = start(placeWith({}, hanging));
  await until(isReady);
  const asked = worker.search({ query: 'a', limit: 1 }, neverAborted);
  await worker.stop();
  await worker.stop();
  expect(await asked).toEqual([]);
});

test('keeps no finished process alive', async () => {
  const place = placeWith(basket);
  const client = join(import.meta.dirname, '../../server/host/context-worker.ts');
  const folder = temporaryFolder({
    'main.ts': `import { startContextWorker } from ${JSON.stringify(client)};
      startContextWorker({ workerUrl: new URL(${JSON.stringify(pathToFileURL(place.script).href)}),
        roots: [${JSON.stringify(place.root)}], cacheDirectory: undefined, memoryLimitBytes: 1e8, excludes: [],
        folders: [], preferredFiles: [], maker: '', spoilers: [], openTexts: () => [] }, () => undefined);`,
  });
  const outfile = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(folder, 'main.ts')],
    ...{ outfile, bundle: true, platform: 'node', format: 'esm' },
  });
  expect(spawnSync(process.execPath, [outfile], { timeout: 15_000 }).status).toBe(0);
});

test('an idle worker leaves the processor alone', async () => {
  const place = placeWith(basket);
  const { worker, until } = start(place);
  await until(isReady);
  await pathsFor(worker, 'basket');
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  const before = process.cpuUsage();
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  const { user, system } = process.cpuUsage(before);
  // The tests' own process is in it; a thread that turns in circles takes ten times as much.
  expect((user + system) / 1_000).toBeLessThan(300);
});

test('agrees with the worker on the mark of its threads', () => {
  expect(bundled).toContain(`"${contextWorkerMark}"`);
});
