/**
 * What it costs to start, from the start of the process to the answer of `initialize`: `npm run bench:start`.
 *
 * The baseline is an empty `vscode-languageserver`, bundled, started in turns with ours in the same run, so that
 * other load on the machine falls on both. Medians; the ratios are what counts.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

import { spawnServer } from '../support/lsp-client.ts';
import { percentile } from './percentiles.ts';
import { processCost } from './process-cost.ts';

const runs = 15;
const folder = mkdtempSync(join(tmpdir(), 'innerloop-start-'));
const env = {
  ...process.env,
  XDG_CACHE_HOME: join(folder, 'cache'),
  XDG_CONFIG_HOME: join(folder, 'config'),
};
const empty = join(folder, 'empty-server.cjs');
const servers = {
  empty: [process.execPath, empty],
  innerloop: [process.execPath, 'dist/main.js', 'serve', '--stdio'],
} as const;

interface Start {
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly wallMs: number;
}

try {
  await build({
    entryPoints: [join(import.meta.dirname, 'empty-server.ts')],
    outfile: empty,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
  });
  const samples: { empty: Start[]; innerloop: Start[] } = { empty: [], innerloop: [] };
  // The first start of each reads its files from the disk, which is not what we compare.
  await start(servers.empty);
  await start(servers.innerloop);
  for (let run = 0; run < runs; run++) {
    samples.empty.push(await start(servers.empty));
    samples.innerloop.push(await start(servers.innerloop));
  }
  console.log(table(samples.empty, samples.innerloop));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function start(command: readonly string[]): Promise<Start> {
  const begun = performance.now();
  const server = spawnServer(command, { env });
  await server.client.request('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
  const wallMs = performance.now() - begun;
  const cost = processCost(server.process.pid ?? 0);
  await server.client.request('shutdown');
  server.client.notify('exit');
  await server.exited;
  return { ...cost, wallMs };
}

function table(baseline: readonly Start[], ours: readonly Start[]): string {
  const measures = [
    { name: 'CPU ms', of: (each: Start) => each.cpuMs, goal: '≤ 1.3' },
    { name: 'memory MB', of: (each: Start) => each.rssMb, goal: '≤ 1.4' },
    { name: 'wall ms', of: (each: Start) => each.wallMs, goal: '' },
  ];
  const rows = measures.map(({ name, of, goal }) => {
    const [empty, innerloop] = [baseline, ours].map((starts) => percentile(starts.map(of), 0.5));
    const ratio = ((innerloop ?? 0) / (empty ?? 1)).toFixed(2);
    return `| ${name} | ${empty?.toFixed(1)} | ${innerloop?.toFixed(1)} | ${ratio} | ${goal} |`;
  });
  const header = `Median of ${runs} starts each, in turns.\n\n| | empty server | innerloop | ratio | goal |`;
  return [header, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
