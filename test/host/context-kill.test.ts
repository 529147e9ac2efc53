import { spawn } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { SearchResult } from '../../server/context/context-item.ts';
import type { IndexEvent } from '../../server/context/index/context-messages.ts';
import { startContextWorker } from '../../server/host/context-worker.ts';
import { writtenFiles, writtenText } from './context-writer.ts';
import { temporaryFolder } from './temporary-folder.ts';

const kills = 12;

test('whenever a process is killed, the next start finds what a fresh index finds', async () => {
  const files = Array.from({ length: writtenFiles }, (_, i) => [`project/f${i}.ts`, writtenText(i, 0)]);
  const folder = temporaryFolder(Object.fromEntries(files));
  await bundleInto(folder);
  let restored = 0;
  for (let kill = 0; kill < kills; kill++) {
    await writeAndDie(folder, kill * 1_000, Math.random() * 250);
    const next = await foundIn(folder, join(folder, 'cache'));
    const fresh = await foundIn(folder, undefined);
    expect({ found: next.found, definitions: next.definitions }).toEqual({
      found: fresh.found,
      definitions: fresh.definitions,
    });
    expect(fresh.found.length).toBeGreaterThan(10);
    if (next.read < writtenFiles) restored += 1;
  }
  // How many starts had something to go on from is chance; that none had is none.
  expect(restored).toBeGreaterThan(0);
}, 180_000);

async function bundleInto(folder: string): Promise<void> {
  mkdirSync(join(folder, 'cache'), { mode: 0o700 });
  symlinkSync(join(import.meta.dirname, '../../dist/grammars'), join(folder, 'grammars'));
  const js = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: {
      'context-writer': join(import.meta.dirname, 'context-writer.ts'),
      worker: join(import.meta.dirname, '../../server/context-worker.ts'),
    },
    ...{ outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, platform: 'node', format: 'esm' },
    ...{ mainFields: ['module', 'main'], banner: { js } },
  });
}

/** Runs the writer until some time after its first reading, then kills it. */
function writeAndDie(folder: string, from: number, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const args = ['context-writer.mjs', 'cache', 'project', String(from)].map((part, at) =>
      at < 3 ? join(folder, part) : part,
    );
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms));
    child.once('exit', () => resolve());
  });
}

interface Found {
  readonly found: readonly string[];
  readonly definitions: number | undefined;
  /** Files that had to be read. */
  readonly read: number;
}

async function foundIn(folder: string, cacheDirectory: string | undefined): Promise<Found> {
  const events: IndexEvent[] = [];
  let ready: () => void = () => undefined;
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const worker = startContextWorker(
    {
      ...{
        roots: [join(folder, 'project')],
        cacheDirectory,
        memoryLimitBytes: 1e9,
        excludes: [],
        folders: [],
      },
      ...{ preferredFiles: [], maker: 'test', spoilers: [], openTexts: () => [] },
      ...{ embeddings: false, embedder: { embed: async () => [] } },
      workerUrl: pathToFileURL(join(folder, 'worker.mjs')),
    },
    (event) => {
      events.push(event);
      if (event.kind === 'ready') ready();
    },
  );
  try {
    await isReady;
    const results: SearchResult[] = [];
    const made = Array.from({ length: 20 }, (_, i) => `made${i}`);
    for (const query of [...made, 'called3', 'unsaved'])
      results.push(...(await worker.search({ query, limit: 100 }, neverAborted)));
    const found = results.map(
      ({ path, startLine, endLine, text, score }) =>
        `${path}:${startLine}-${endLine} ${score.toFixed(9)} ${text}`,
    );
    const report = events.findLast((event) => event.kind === 'report');
    const definitions = report?.kind === 'report' ? report.reports[0]?.definitions : undefined;
    const progress = events.findLast((event) => event.kind === 'progress');
    return { found, definitions, read: progress?.kind === 'progress' ? progress.total : 0 };
  } finally {
    await worker.stop();
  }
}
