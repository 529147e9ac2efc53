import { newlineOf, withLineEnds } from '../base/line-ends.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import type { Definition } from '../syntax/outline.ts';
import { elisionIn, trimmedLines } from './elision.ts';
import { dedented, uniformReindent } from './indentation.ts';
import type { SourceFile, SyntaxReader } from './ports.ts';
import { isReplaceable } from './reply-definitions.ts';

/** What a whole file of a reply makes of a file. */
export type WholeFileOutcome =
  | { readonly kind: 'text'; readonly text: string }
  /** It leaves something out: a line that says so, or the name of a definition. */
  | { readonly kind: 'elided'; readonly text: string }
  /** It mixes tabs and spaces, and the file does not. */
  | { readonly kind: 'unclear-indent' };

/**
 * The new text of a file that a reply gives as a whole, with the file's line ends. Definitions that the person did not
 * look at must all be there still, or as many new ones: models that are asked for all tend to send a part.
 */
export async function wholeFileText(
  {
    code,
    file,
    focus,
  }: { readonly code: string; readonly file: SourceFile; readonly focus: OffsetRange | undefined },
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<WholeFileOutcome> {
  const elision = elisionIn(code.split('\n'), trimmedLines(file.text));
  if (elision !== undefined) return { kind: 'elided', text: elision };
  const indented = asIndented(code, file.text);
  if (indented === undefined) return { kind: 'unclear-indent' };
  const text = likeFile(indented, file.text);
  const before = await definitionsOf(file, syntax, signal);
  const after = await definitionsOf({ ...file, text }, syntax, signal);
  if (before === undefined || after === undefined) return likeMost(text, file.text);
  const names = new Set(after.map(({ name }) => name));
  const known = new Set(before.map(({ name }) => name));
  const lost = before.filter(({ name, range }) => !names.has(name) && !isAt(range, focus));
  const added = after.filter(({ name }) => !known.has(name));
  const [first] = lost;
  return first !== undefined && added.length < lost.length
    ? { kind: 'elided', text: first.name }
    : { kind: 'text', text };
}

/** Where definitions cannot be told, half of the lines must be there still. */
function likeMost(text: string, before: string): WholeFileOutcome {
  const linesOf = (each: string) => new Set(each.split('\n').map((line) => line.trimEnd()));
  const lines = [...linesOf(before)].filter((line) => line !== '');
  const present = linesOf(text);
  const lost = lines.filter((line) => !present.has(line));
  const [first = ''] = lost;
  return lost.length * 2 > lines.length ? { kind: 'elided', text: first } : { kind: 'text', text };
}

async function definitionsOf(
  file: SourceFile,
  syntax: SyntaxReader,
  signal: AbortSignal,
): Promise<readonly Definition[] | undefined> {
  const shape = await syntax.shapeOf(file, signal);
  signal.throwIfAborted();
  return shape?.outline.definitions.filter(({ kind }) => isReplaceable(kind));
}

function isAt(range: OffsetRange, focus: OffsetRange | undefined): boolean {
  return focus !== undefined && range.start <= focus.end && focus.start <= range.end;
}

/** With the file's tabs or spaces; lines that the file has stay as they are. */
function asIndented(code: string, before: string): string | undefined {
  const known = before.split(/\r?\n/);
  const flush = dedented(before) === before ? dedented(code) : code;
  const lines = flush.split('\n');
  const reindent = uniformReindent([{ reply: 'x', file: 'x' }], { reply: lines, file: known });
  if (reindent === undefined) return undefined;
  const present = new Set(known);
  return lines
    .map((line) => (present.has(line) || line.trim() === '' ? line : (reindent(line) ?? line)))
    .join('\n');
}

/** With the line ends, the mark at the start and the end of the file as it has them. */
function likeFile(code: string, before: string): string {
  const mark = before.startsWith('\uFEFF') && !code.startsWith('\uFEFF') ? '\uFEFF' : '';
  const bare = code.replace(/(?<!\n)\n+$/, '');
  const end = /(?<![\r\n])[\r\n]+$/.exec(before)?.[0] ?? '';
  return mark + withLineEnds(bare, newlineOf(before)) + end;
}
