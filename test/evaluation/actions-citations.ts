import { neverAborted } from '../../server/base/cancellation.ts';
import type { Citation } from '../../server/features/chat/chat-request.ts';
import { verifyCitations } from '../../server/features/chat/citations.ts';
import { citationPortsOf } from '../features/chat/project-code.ts';
import { memoryProject } from '../support/memory-project.ts';
import {
  type CitationCase,
  citationCases,
  citedFiles,
  type PlantedCitation,
} from './actions/citation-cases.ts';

/** What became of the citations of one kind. */
interface CitationRow {
  /** How they were made wrong; `right` for those that were not. */
  readonly kind: string;
  readonly cited: number;
  /** Marked as wrong. */
  readonly marked: number;
  /** Marked, with the right place beside them. */
  readonly corrected: number;
}

/** What the evaluation of citations has found. */
export interface CitationResults {
  readonly answers: number;
  /** Answers with at least one wrong citation. */
  readonly planted: number;
  readonly rows: readonly CitationRow[];
  /** What went wrong, a line each: a planted one that was not found, a right one that was marked. */
  readonly failures: readonly string[];
}

/** Verifies answers with planted wrong citations: all of them have to be marked, and no right one. */
export async function evaluateCitations(): Promise<CitationResults> {
  const ports = citationPortsOf(memoryProject(citedFiles()));
  const cases = citationCases();
  const tally = new Tally();
  for (const each of cases) {
    const { citations, content } = await verifyCitations(each.content, ports, neverAborted);
    tally.add(each, content, citations);
  }
  const planted = cases.filter(({ citations }) => citations.some(({ wrong }) => wrong !== undefined)).length;
  const rows = [...tally.rows.values()].sort(byKind);
  return { answers: cases.length, planted, rows, failures: tally.failures };
}

class Tally {
  readonly rows = new Map<string, { kind: string; cited: number; marked: number; corrected: number }>();
  readonly failures: string[] = [];

  add({ name, citations }: CitationCase, content: string, found: readonly Citation[]): void {
    const expected = citations.map(({ text }) => text).join(', ');
    const read = found.map(({ text }) => text).join(', ');
    if (read !== expected) this.failures.push(`${name}: cites ${expected}, and ${read} was read`);
    for (const [at, planted] of citations.entries()) this.#count(name, planted, found[at]?.problem);
    for (const { text, problem } of found)
      if (problem !== undefined && !content.includes(`(unverified: ${problem})`))
        this.failures.push(`${name}: ${text} has no mark in the text`);
  }

  #count(name: string, { text, wrong }: PlantedCitation, problem: string | undefined): void {
    const kind = wrong ?? 'right';
    const row = this.rows.get(kind) ?? { kind, cited: 0, marked: 0, corrected: 0 };
    this.rows.set(kind, row);
    row.cited += 1;
    if (problem !== undefined) row.marked += 1;
    if (problem !== undefined && /\bat server\//.test(problem)) row.corrected += 1;
    if ((problem === undefined) !== (wrong === undefined))
      this.failures.push(`${name}: ${text} is ${kind}, and ${problem ?? 'was not marked'}`);
  }
}

/** The results as a table in Markdown. */
export function citationTable({ answers, planted, rows, failures }: CitationResults): string {
  const wrong = rows.filter(({ kind }) => kind !== 'right');
  const sum = (of: (row: CitationRow) => number) => wrong.reduce((total, row) => total + of(row), 0);
  return [
    `${answers} answers, ${planted} of them with wrong citations: ${sum(({ marked }) => marked)} of ${sum(({ cited }) => cited)} wrong ones were found.`,
    '',
    '| citation | cited | marked | with the right place |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map(
      ({ kind, cited, marked, corrected }) =>
        `| ${kindNames[kind] ?? kind} | ${cited} | ${marked} | ${corrected} |`,
    ),
    ...failures.map((failure) => `\n- ${failure}`),
    '',
  ].join('\n');
}

const kindNames: Readonly<Record<string, string>> = {
  right: 'right',
  lines: 'other lines of the file',
  off: 'off by a few lines',
  file: 'the lines of another file',
  missing: 'a file that does not exist',
  past: 'lines behind the end of the file',
  elsewhere: 'another definition than the one named',
};

function byKind(one: CitationRow, other: CitationRow): number {
  const order = Object.keys(kindNames);
  return order.indexOf(one.kind) - order.indexOf(other.kind);
}
