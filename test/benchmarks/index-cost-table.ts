import { cpus, loadavg } from 'node:os';

import type { IndexCost, ParseCost } from './index-cost.ts';
import { percentile } from './percentiles.ts';

/** The rounds of one run. */
export interface IndexCosts {
  readonly baselines: readonly ParseCost[];
  /** With an empty cache. */
  readonly colds: readonly IndexCost[];
  /** With a full one. */
  readonly warms: readonly IndexCost[];
}

/** The medians of the rounds as tables, each figure with its goal where there is one. */
export function indexCostTable({ baselines, colds, warms }: IndexCosts): string {
  const [first] = colds;
  const [baseline] = baselines;
  if (first === undefined || baseline === undefined) throw new Error('nothing was measured');
  if (first.filesWithGrammar !== baseline.files)
    throw new Error(`the baseline parsed ${baseline.files} files, the index ${first.filesWithGrammar}`);
  const parse = median(baselines, ({ cpuMs }) => cpuMs);
  const cold = median(colds, ({ cpuMs }) => cpuMs);
  const perSource = (of: (cost: IndexCost) => number) => (median(colds, of) / first.sourceBytes).toFixed(2);
  const starts = [
    ['empty cache', colds],
    ['full cache', warms],
  ] as const;
  return [
    `${first.files} files, ${(first.sourceBytes / 1e6).toFixed(1)} MB, ${first.chunks} chunks; ${cpus().length} processors, load ${loadavg()[0]?.toFixed(1)}`,
    `CPU to parse and query ${baseline.files} of them: ${Math.round(parse)} ms (${baselines.map(({ cpuMs }) => Math.round(cpuMs)).join(', ')}); to index: ${Math.round(cold)} ms (${colds.map(({ cpuMs }) => Math.round(cpuMs)).join(', ')})`,
    `ratio ${(cold / parse).toFixed(2)} (goal: at most 1.4)`,
    `bytes per byte of source: index ${perSource(({ memoryBytes }) => memoryBytes)}, disk ${perSource(({ diskBytes }) => diskBytes)}, resident memory added ${perSource(({ residentBytes }) => residentBytes)} when ready, ${perSource(({ mostResidentBytes }) => mostResidentBytes)} at most`,
    '',
    '| start with | ready after s | CPU s | CPU of git s | main thread late by p99 ms | max ms | before the start p99 ms |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...starts.map(([name, costs]) => row(name, costs)),
    'Goals: ready with a full cache after 1 s; the main thread late by at most 20 ms (p99).',
  ].join('\n');
}

function row(name: string, costs: readonly IndexCost[]): string {
  const figures = [
    median(costs, ({ wallMs }) => wallMs / 1_000).toFixed(2),
    median(costs, ({ cpuMs }) => cpuMs / 1_000).toFixed(2),
    median(costs, ({ gitCpuMs }) => gitCpuMs / 1_000).toFixed(2),
    median(costs, ({ stall }) => stall.p99Ms).toFixed(1),
    median(costs, ({ stall }) => stall.maxMs).toFixed(1),
    median(costs, ({ stall }) => stall.idleP99Ms).toFixed(1),
  ];
  return `| ${[name, ...figures].join(' | ')} |`;
}

function median<Cost>(costs: readonly Cost[], of: (cost: Cost) => number): number {
  return percentile(costs.map(of), 0.5);
}
