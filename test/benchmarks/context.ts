/**
 * How fast context is found: `npm run bench:context -- FOLDER`, FOLDER a repository; without it medusa's.
 *
 * Opens code files and asks the context worker, as a completion does, at random places in them; then searches for
 * words of commit messages. The baseline of a search is ripgrep, which lists the files with any of the same words, in
 * the same run. A completion with a model takes longer than without context by the time until the answer is there.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { rgPath } from '@vscode/ripgrep';

import { neverAborted } from '../../server/base/cancellation.ts';
import type { ContextBundle } from '../../server/context/context-item.ts';
import { wordTerms } from '../../server/context/lexical/code-terms.ts';
import { seededRandom } from '../../server/evaluation/seeded-random.ts';
import type { ContextWorker } from '../../server/host/context-worker.ts';
import { blobsOf, historyOf } from '../evaluation/retrieval/git-objects.ts';
import { startBenchIndex } from './bench-index.ts';
import { largeRepository } from './large-repository.ts';
import { percentile } from './percentiles.ts';

const openFiles = 30;
const placesPerFile = 10;
const searches = 100;
const maxTokens = 2_048;
const codeEndings = new Set([
  '.ts',
  '.tsx',
  '.js',
  '.jsx',
  '.py',
  '.go',
  '.rs',
  '.java',
  '.rb',
  '.php',
  '.cs',
]);
const workerUrl = pathToFileURL(join(import.meta.dirname, '../../dist/context-worker.js'));

const { checkout, temporary, remove } = await largeRepository();
const random = seededRandom(11);
const index = startBenchIndex({ root: checkout, cacheDirectory: join(temporary, 'cache'), workerUrl });
try {
  const { files, sourceBytes } = await index.ready;
  console.log(
    `${files} files, ${(sourceBytes / 1e6).toFixed(1)} MB; ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}\n`,
  );
  console.log('| what | samples | p50 ms | p99 ms | max ms |\n| --- | --- | --- | --- | --- |');
  await gatherEverywhere(index.worker);
  await searchBesideRipgrep(index.worker);
} finally {
  await index.stop();
  remove();
}

async function gatherEverywhere(worker: ContextWorker): Promise<void> {
  const rounds: number[] = [];
  const own: number[] = [];
  const byRetriever = new Map<string, number[]>();
  for (const path of await someCodeFiles()) {
    const text = readFileSync(path, 'utf8');
    worker.documentOpened({ path, languageId: '', text });
    for (let place = 0; place < placesPerFile; place++) {
      const offset = Math.floor(random() * text.length);
      const question = { kind: 'place', task: 'completion', path, offset, maxTokens } as const;
      const start = performance.now();
      const bundle = await worker.gather(question, neverAborted);
      rounds.push(performance.now() - start);
      if (bundle === undefined) throw new Error(`nothing is known of ${path}`);
      own.push(bundle.tookMs);
      noteRetrievers(byRetriever, bundle);
    }
  }
  console.log(row('context of a completion, as the main thread waits for it', rounds));
  console.log(row('the same inside the worker', own));
  for (const [name, times] of byRetriever) console.log(row(`… ${name}`, times));
}

function noteRetrievers(times: Map<string, number[]>, { trace }: ContextBundle): void {
  for (const { retriever, tookMs } of trace) {
    const known = times.get(retriever);
    if (known === undefined) times.set(retriever, [tookMs]);
    else known.push(tookMs);
  }
}

async function searchBesideRipgrep(worker: ContextWorker): Promise<void> {
  const own: number[] = [];
  const theirs: number[] = [];
  for (const words of await someQueries()) {
    const start = performance.now();
    await worker.search({ query: words.join(' '), limit: 20 }, neverAborted);
    own.push(performance.now() - start);
    const begun = performance.now();
    await ripgrep(words);
    theirs.push(performance.now() - begun);
  }
  console.log(row('search for 2 to 4 words', own));
  console.log(row('ripgrep for the same words', theirs));
  const ratio = percentile(theirs, 0.5) / percentile(own, 0.5);
  console.log(`\nA search takes 1 / ${ratio.toFixed(1)} of ripgrep's time (p50).`);
  console.log('Goals: context p50 at most 3 ms, p99 at most 15 ms; a search p50 at most 5 ms.');
}

async function ripgrep(words: readonly string[]): Promise<void> {
  const patterns = words.flatMap((word) => ['-e', word]);
  const options = { cwd: checkout, maxBuffer: 2 ** 28 };
  // It ends with 1 when no file has any of the words, which is an answer, too.
  await promisify(execFile)(rgPath, ['-l', '-i', '-F', ...patterns, '.'], options).catch((error) => {
    if (error.code !== 1) throw error;
  });
}

async function someCodeFiles(): Promise<readonly string[]> {
  const paths = [...(await blobsOf(checkout, 'HEAD')).keys()]
    .filter((path) => codeEndings.has(extname(path)))
    .map((path) => join(checkout, path))
    .filter((path) => existsSync(path) && readFileSync(path).length > 1_000);
  return picked(paths, openFiles);
}

/** Words of the newest commits' messages, without those that say nothing. */
async function someQueries(): Promise<readonly (readonly string[])[]> {
  const history = await historyOf(checkout, ['HEAD']);
  const queries = [...history.values()].slice(0, 5_000).flatMap(({ message }) => {
    const words = (message.match(/[A-Za-z]{4,}/g) ?? []).filter((word) => wordTerms(word).length > 0);
    const count = 2 + Math.floor(random() * 3);
    return words.length < count ? [] : [words.slice(-count)];
  });
  return picked(queries, searches);
}

function picked<Item>(items: readonly Item[], count: number): readonly Item[] {
  const rest = [...items];
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    const [item] = rest.splice(Math.floor(random() * rest.length), 1);
    return item === undefined ? [] : [item];
  }).flat();
}

function row(name: string, times: readonly number[]): string {
  const figures = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(2));
  return `| ${[name, times.length, ...figures].join(' | ')} |`;
}
