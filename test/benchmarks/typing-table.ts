import { percentile } from './percentiles.ts';
import type { AnswerSource, Served, SubjectResult } from './type-session.ts';

/** One row a subject: what it asked for, and what was on screen. */
export function requestTable(results: readonly SubjectResult[]): string {
  const head = [
    '',
    'HTTP requests',
    'per 100 keystrokes',
    'seen aborted by the model',
    'keystrokes served',
    'right, of served',
    'time to a suggestion p50 / p90',
    'unanswered',
  ];
  const rows = results.map(({ name, keystrokes, requests, aborted, served, unanswered }) => [
    name,
    requests,
    ((100 * requests) / keystrokes).toFixed(1),
    aborted,
    percent(served.length / keystrokes),
    percent(served.filter(({ isRight }) => isRight).length / Math.max(1, served.length)),
    `${pair(
      served.map(({ latencyMs }) => latencyMs),
      0.9,
    )} ms`,
    unanswered,
  ]);
  return table(head, rows);
}

/** Time beside the model, by where the suggestion came from. */
export function timeTable(results: readonly SubjectResult[]): string {
  const head = ['', ...sources.flatMap((source) => [`${source}: suggestions`, 'p50 / p99'])];
  const rows = results.map(({ name, served }) => [
    name,
    ...sources.flatMap((source) => {
      const times = timesOf(served, source);
      return [times.length, times.length === 0 ? '–' : `${pair(times, 0.99)} ms`];
    }),
  ]);
  return table(head, rows);
}

/** What is wanted of us beside what came out. */
export function goals(ours: SubjectResult, tabby: SubjectResult | undefined): string {
  const own = ours.own.map(({ ms }) => ms);
  const along = ours.own.filter(({ reuse }) => reuse !== 'none').map(({ ms }) => ms);
  const figures = [
    goal('own time p50 ≤ 5 ms', `${percentile(own, 0.5).toFixed(2)} ms`, percentile(own, 0.5) <= 5),
    goal('own time p99 ≤ 25 ms', `${percentile(own, 0.99).toFixed(2)} ms`, percentile(own, 0.99) <= 25),
    goal(
      'own time of cached and typed-along answers p50 ≤ 1 ms',
      `${percentile(along, 0.5).toFixed(2)} ms`,
      percentile(along, 0.5) <= 1,
    ),
  ];
  if (tabby !== undefined) {
    const fewer = 1 - ours.requests / Math.max(1, tabby.requests);
    const [share, theirs] = [ours, tabby].map(({ served, keystrokes }) => served.length / keystrokes);
    figures.push(
      goal('at least 40 % fewer requests than Tabby', percent(fewer), fewer >= 0.4),
      goal(
        'at least the share of keystrokes that Tabby serves',
        `${percent(share ?? 0)} to ${percent(theirs ?? 0)}`,
        (share ?? 0) >= (theirs ?? 0),
      ),
    );
  }
  return figures.join('\n');
}

const sources: readonly AnswerSource[] = ['asked', 'joined', 'at hand'];

function timesOf(served: readonly Served[], source: AnswerSource): readonly number[] {
  return served.filter((one) => one.source === source).map(({ withoutModelMs }) => withoutModelMs);
}

function goal(wanted: string, figure: string, isKept: boolean): string {
  return `- ${wanted}: ${figure}, ${isKept ? 'kept' : 'missed'}`;
}

function pair(samples: readonly number[], high: number): string {
  return `${percentile(samples, 0.5).toFixed(2)} / ${percentile(samples, high).toFixed(2)}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
