import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ContextWorker } from '../../server/host/context-worker.ts';
import { type BenchIndexPlace, startBenchIndex } from './bench-index.ts';
import { percentile } from './percentiles.ts';
import { syntheticSource } from './synthetic-source.ts';

/** How long after a change a search finds it, for open documents and files on disk, and what doing nothing costs. */
export async function changeTable(place: BenchIndexPlace): Promise<string> {
  for (const lines of sizes) writeFileSync(fileOf(place, lines), syntheticSource(lines));
  const { worker, ready, stop } = startBenchIndex(place);
  await ready;
  try {
    const rows: string[] = [];
    for (const lines of sizes) {
      rows.push(row(`edit of ${lines} lines`, await editTimes(worker, fileOf(place, lines), lines)));
    }
    rows.push(row('change on disk of 500 lines', await diskTimes(worker, fileOf(place, 500))));
    const idle = await idleCpuMs();
    const head = '| found after | samples | p50 ms | p99 ms |\n| --- | --- | --- | --- |';
    return `${head}\n${rows.join('\n')}\nDoing nothing for ${idleMs / 1_000} s took ${idle.toFixed(0)} ms of CPU.`;
  } finally {
    await stop();
  }
}

function fileOf({ root }: BenchIndexPlace, lines: number): string {
  return join(root, `edited-${lines}.ts`);
}

/** An edit gets a moment to settle before the index looks at it; that is part of the time. */
async function editTimes(worker: ContextWorker, path: string, lines: number): Promise<readonly number[]> {
  const text = syntheticSource(lines);
  const start = text.indexOf('\n', text.length / 2) + 1;
  worker.documentOpened({ path, languageId: 'typescript', text });
  const times: number[] = [];
  for (let edit = 0; edit < editsPerSize; edit++) {
    const word = newWord(lines + edit);
    const begun = performance.now();
    worker.documentChanged(path, [{ start, end: start, text: `const ${word} = ${edit};\n` }]);
    await untilFound(worker, word);
    times.push(performance.now() - begun);
  }
  worker.documentClosed(path);
  return times;
}

async function diskTimes(worker: ContextWorker, path: string): Promise<readonly number[]> {
  const times: number[] = [];
  for (let edit = 0; edit < editsPerSize; edit++) {
    const word = newWord(edit);
    writeFileSync(path, `const ${word} = ${edit};\n${syntheticSource(500)}`);
    const begun = performance.now();
    worker.filesChanged([path]);
    await untilFound(worker, word);
    times.push(performance.now() - begun);
  }
  return times;
}

/** A word of one part that stands nowhere else, nor do parts of it: only the new terms can find it. */
function newWord(number: number): string {
  const letters = (100_003 * (number + 1))
    .toString()
    .replace(/\d/g, (digit) => 'bcdfghjklm'[Number(digit)] ?? '');
  return `zq${letters}`;
}

async function untilFound(worker: ContextWorker, word: string): Promise<void> {
  const { signal } = new AbortController();
  const deadline = performance.now() + longestMs;
  while (performance.now() < deadline) {
    const found = await worker.search({ query: word, limit: 30 }, signal);
    if (found.some(({ text }) => text.includes(word))) return;
    await sleep(1);
  }
  throw new Error(`${word} was not found within ${longestMs} ms`);
}

/** What is saved a while after a change is not counted. */
async function idleCpuMs(): Promise<number> {
  await sleep(settledMs);
  const before = process.cpuUsage();
  await sleep(idleMs);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function row(name: string, times: readonly number[]): string {
  return `| ${[name, times.length, ...[0.5, 0.99].map((share) => percentile(times, share).toFixed(1))].join(' | ')} |`;
}

const sizes = [500, 2_000, 5_000];
const editsPerSize = 34;
const longestMs = 10_000;
const settledMs = 10_000;
const idleMs = 10_000;
