import type { LineSpan } from '../context-item.ts';
import type { DefinitionRecord, FileRecord } from '../index/file-record.ts';

/** A stretch of a file that is to be fitted into a budget. */
export interface ItemToCut {
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

/** Lines by how much they say: the signature, the signatures inside, the other lines from the top. */
function byImportance({ record }: ItemToCut, whole: LineSpan): readonly number[] {
  const inside = record.definitions.filter(
    ({ startLine, endLine }) => whole.startLine <= startLine && endLine <= whole.endLine,
  );
  const [outer] = inside;
  const order = new Set<number>();
  if (outer !== undefined) addSignature(order, outer);
  if (outer !== undefined && isContainer(outer))
    for (const each of inside.slice(1)) addSignature(order, each);
  const bodyStart = outer?.startLine ?? whole.startLine;
  for (let line = bodyStart; line < whole.endLine; line++) order.add(line);
  // What a comment says comes last, though it stands first.
  for (let line = whole.startLine; line < bodyStart; line++) order.add(line);
  return [...order];
}

function addSignature(order: Set<number>, { startLine, signatureEnd }: DefinitionRecord): void {
  for (let line = startLine; line < signatureEnd; line++) order.add(line);
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

/** Takes lines in their order as long as they fit; the first that does not ends it. */
function fitting({ lines, maxTokens, tokensOf }: ItemToCut, order: readonly number[]): readonly number[] {
  const kept: number[] = [];
  let spent = 0;
  for (const line of order) {
    spent += tokensOf(`${lines[line] ?? ''}\n`);
    if (spent > maxTokens) break;
    kept.push(line);
  }
  return kept.sort((a, b) => a - b);
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
  return tokensOf(`${lines.slice(startLine, endLine).join('\n')}\n`);
}
