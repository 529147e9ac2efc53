import { percentile } from './percentiles.ts';
import type { WireTimes } from './wire-model.ts';
import type { TypingResult } from './wire-typing.ts';

/** The head of the table. */
export function tableHeader(): string {
  const columns = ['', 'lines', 'answered by the model'];
  for (const part of ['(a)', '(b)']) {
    columns.push(`${part} p50`, `${part} p99`, `${part} direct`, `${part} p50 / direct`);
  }
  return `| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}`;
}

/** One row: a server and a size. */
export function tableRow(name: string, lines: number, { own, direct, unanswered }: TypingResult): string {
  const answered = `${own.length} of ${own.length + unanswered}`;
  const parts = [toModel, fromModel].flatMap((part) => columnsOf(own.map(part), direct.map(part)));
  return `| ${[name, lines, answered, ...parts].join(' | ')} |`;
}

/** What the columns mean. */
export const legend = `(a): from the writing of the LSP request until the HTTP request has arrived whole; what the keystroke's didChange
costs is in it. (b): from the end of the HTTP answer until the LSP answer has arrived. In milliseconds.
direct: the same POST from the benchmark's process over a connection that is kept open, p50.`;

/** Says whether p50 stays below the bars at the sizes for which they are set. */
export function verdict(results: ReadonlyMap<number, TypingResult>): string {
  const missed = bars.sizes.flatMap((lines) => missedBars(lines, results.get(lines)?.own ?? []));
  const wanted = `p50 of (a) ≤ ${bars.toModelMs} ms and of (b) ≤ ${bars.fromModelMs} ms`;
  const outcome = missed.length === 0 ? 'kept' : `missed by ${missed.join(', ')}`;
  const unanswered = [...results.values()].reduce((sum, result) => sum + result.unanswered, 0);
  const doubt = unanswered === 0 ? '' : ` But ${unanswered} samples got no answer and are in no figure.`;
  return `Bars for innerloop at ${bars.sizes.join(' and ')} lines, ${wanted}: ${outcome}.${doubt}`;
}

const bars = { toModelMs: 5, fromModelMs: 2, sizes: [5_000, 20_000] } as const;

function missedBars(lines: number, own: readonly WireTimes[]): readonly string[] {
  const isMissed = (times: readonly number[], bar: number) =>
    times.length === 0 || percentile(times, 0.5) > bar;
  return [
    ...(isMissed(own.map(toModel), bars.toModelMs) ? [`(a) at ${lines} lines`] : []),
    ...(isMissed(own.map(fromModel), bars.fromModelMs) ? [`(b) at ${lines} lines`] : []),
  ];
}

function columnsOf(own: readonly number[], direct: readonly number[]): readonly string[] {
  if (own.length === 0) return ['–', '–', '–', '–'];
  const p50 = percentile(own, 0.5);
  const baseline = percentile(direct, 0.5);
  return [...[p50, percentile(own, 0.99), baseline].map(inMs), (p50 / baseline).toFixed(1)];
}

function inMs(ms: number): string {
  return ms.toFixed(2);
}

function toModel({ toModelMs }: WireTimes): number {
  return toModelMs;
}

function fromModel({ fromModelMs }: WireTimes): number {
  return fromModelMs;
}
