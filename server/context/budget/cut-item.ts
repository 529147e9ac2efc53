import type { LineSpan } from '../context-item.ts';
import type { DefinitionRecord, FileRecord } from '../index/file-record.ts';

/** A stretch of a file that is to be fitted into a budget. */
export interface ItemToCut {
  /** With their line ends. */
  readonly lines: readonly string[];
  readonly span: LineSpan;
  readonly record: FileRecord;
  readonly maxTokens: number;
  readonly tokensOf: (text: string) => number;
}

/** The whole stretch or what of it fits, as runs of whole lines in order; empty when not even its signature fits. */
export function cutItem(item: ItemToCut): readonly LineSpan[] {
  const whole = withinFile(item);
  if (whole.endLine <= whole.startLine) return [];
  if (costOf(item, whole) <= item.maxTokens) return [whole];
  return runsOf(fitting(item, byImportance(item, whole)));
}

/** Groups of lines by how much they say: the signature, the signatures inside, the other lines from the top. */
function byImportance({ record }: ItemToCut, whole: LineSpan): readonly (readonly number[])[] {
  const inside = record.definitions.filter(
    ({ startLine, endLine }) => whole.startLine <= startLine && endLine <= whole.endLine,
  );
  const [outer] = inside;
  const bodyStart = outer?.startLine ?? whole.startLine;
  const overloads = inside.filter(({ name, parent }) => name === outer?.name && parent === outer.parent);
  const signatures = outer !== undefined && isContainer(outer) ? inside : overloads;
  return [
    ...signatures.map(({ startLine, signatureEnd }) => linesOf(startLine, signatureEnd)),
    ...linesOf(bodyStart, whole.endLine).map((line) => [line]),
    // What a comment says comes last, though it stands first.
    ...linesOf(whole.startLine, bodyStart).map((line) => [line]),
  ];
}

function linesOf(start: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
}

function isContainer({ kind }: DefinitionRecord): boolean {
  return (
    kind === 'class' ||
    kind === 'interface' ||
    kind === 'enum' ||
    kind === 'module' ||
    kind === 'implementation'
  );
}

/** Takes groups in their order as long as they fit whole; the first that does not ends it. */
function fitting(
  { lines, maxTokens, tokensOf }: ItemToCut,
  groups: readonly (readonly number[])[],
): readonly number[] {
  const kept = new Set<number>();
  let spent = 0;
  for (const group of groups) {
    const added = group.filter((line) => !kept.has(line));
    for (const line of added) spent += tokensOf(lines[line] ?? '');
    if (spent > maxTokens) break;
    for (const line of added) kept.add(line);
  }
  return [...kept].sort((a, b) => a - b);
}

function runsOf(lines: readonly number[]): readonly LineSpan[] {
  const runs: { startLine: number; endLine: number }[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.endLine === line) last.endLine = line + 1;
    else runs.push({ startLine: line, endLine: line + 1 });
  }
  return runs;
}

function withinFile({ lines, span }: ItemToCut): LineSpan {
  return { startLine: Math.max(0, span.startLine), endLine: Math.min(lines.length, span.endLine) };
}

function costOf({ lines, tokensOf }: ItemToCut, { startLine, endLine }: LineSpan): number {
  return tokensOf(lines.slice(startLine, endLine).join(''));
}
