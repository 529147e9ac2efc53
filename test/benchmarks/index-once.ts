/**
 * The subject of `npm run bench:index`, run by it as a process of its own: starts the context worker as the server
 * does, and measures until it is ready.
 */
import { readFileSync } from 'node:fs';
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

import type { IndexReport } from '../../server/context/context-item.ts';
import { storedBytes } from '../../server/host/segment-store.ts';
import { startBenchIndex } from './bench-index.ts';
import type { IndexCost } from './index-cost.ts';

const resolutionMs = 10;
const idleMs = 1_000;

const [, , root = '', cacheDirectory = '', worker = ''] = process.argv;
const cost = await measure();
process.send?.(cost);
process.disconnect();

async function measure(): Promise<IndexCost> {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  await sleep(idleMs);
  const idleP99Ms = lateness(delays.percentile(99));
  delays.reset();
  const before = { wall: performance.now(), cpu: process.cpuUsage(), resident: process.memoryUsage.rss() };
  const index = startBenchIndex({ root, cacheDirectory, workerUrl: pathToFileURL(worker) });
  const report = await index.ready;
  const wallMs = performance.now() - before.wall;
  const { user, system } = process.cpuUsage(before.cpu);
  const residentBytes = process.memoryUsage.rss() - before.resident;
  const stall = { ...stallOf(delays), idleP99Ms };
  await index.stop();
  return {
    wallMs,
    cpuMs: (user + system) / 1_000,
    gitCpuMs: childrenCpuMs(),
    stall,
    residentBytes,
    mostResidentBytes: process.resourceUsage().maxRSS * 1_024 - before.resident,
    ...sizesOf(report),
    diskBytes: await storedBytes(cacheDirectory, 'context', root),
  };
}

function sizesOf({ files, languages, sourceBytes, chunks, memoryBytes }: IndexReport) {
  const plain = languages.find(({ language }) => language === 'text')?.files ?? 0;
  return { files, filesWithGrammar: files - plain, sourceBytes, chunks, memoryBytes };
}

function stallOf(delays: IntervalHistogram) {
  return { p99Ms: lateness(delays.percentile(99)), maxMs: lateness(delays.max) };
}

/** The histogram counts the whole time between two looks, which are meant to be a resolution apart. */
function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - resolutionMs);
}

/** Linux only: user and system time of children that have ended, in steps of 10 ms. */
function childrenCpuMs(): number {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}
