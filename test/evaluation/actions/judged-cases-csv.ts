import type { JudgedCase } from './judge-source.ts';

const columns = [
  'project',
  'framework',
  'source',
  'function',
  'case',
  'placed',
  'pending',
  'unwritten',
  'calling',
  'command',
];

/** One line a case, as it is committed. */
export function judgedCasesCsv(cases: readonly JudgedCase[]): string {
  const rows = cases.map((each) => [
    ...[each.project, each.framework, each.source, each.function, each.case],
    ...[yes(each.isPlaced), yes(each.isPending), each.unwritten, yes(each.isCalling), each.command],
  ]);
  return [columns, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}

function yes(value: boolean): string {
  return value ? 'yes' : 'no';
}

function cell(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
