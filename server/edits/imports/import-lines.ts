import type { TextDocument } from '../../base/text-document.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { Outline } from '../../syntax/outline.ts';
import type { SourceShape } from '../../syntax/source-shape.ts';
import { headEnd } from './head-end.ts';

/** An import at the top of a file, as whole lines. */
export interface ImportLine {
  /** Without quotes, as `ImportStatement` has it. */
  readonly module: string;
  readonly firstLine: number;
  readonly lastLine: number;
  /** Without its line end. */
  readonly text: string;
  /** Stands before the code begins, and whatever the file is compiled for. */
  readonly isAtHead: boolean;
}

/** The imports that stand on lines of their own, in the order of the text. */
export function importLines(document: TextDocument, shape: SourceShape): readonly ImportLine[] {
  const lines: ImportLine[] = [];
  const { outline, language } = shape;
  let from = headEnd(document.text);
  let isAtHead = true;
  for (const { module, range } of outline.imports) {
    const firstLine = document.lineOf(range.start);
    const lastLine = lineOfEnd(document, range);
    const start = document.lineStart(firstLine);
    const text = document.text.slice(start, document.lineEnd(lastLine));
    if (lines.some((known) => known.firstLine <= firstLine && firstLine <= known.lastLine)) continue;
    if (!importWords.test(text)) continue;
    isAtHead &&= !isCode(document, { start: from, end: start }, outline);
    const isFree = !conditional.has(language) || !isInCondition(document.text.slice(from, start));
    lines.push({ module, firstLine, lastLine, text, isAtHead: isAtHead && isFree });
    if (isFree) from = Math.max(from, document.lineEnd(lastLine));
  }
  return lines;
}

/** The last line of a statement, which may go on behind what it imports. */
function lineOfEnd(document: TextDocument, { start, end }: OffsetRange): number {
  let line = document.lineOf(Math.max(start, end - 1));
  while (/[,\\]\s*$/.test(document.lineText(line)) && line + 1 < document.lineCount) line += 1;
  return line;
}

/** Whether code stands there, and not only a few lines that prepare the next import. */
function isCode(document: TextDocument, gap: OffsetRange, { definitions, leads }: Outline): boolean {
  const isIn = ({ start }: OffsetRange) => gap.start <= start && start < gap.end;
  const lineOf = (offset: number) => document.lineOf(offset);
  if (definitions.some(({ range }) => isIn(range) && lineOf(range.start) < lineOf(range.end - 1)))
    return true;
  let code = document.text.slice(gap.start, Math.max(gap.start, gap.end));
  for (const { start, end } of leads.filter(isIn).toReversed())
    code = code.slice(0, start - gap.start) + code.slice(end - gap.start);
  return code.split('\n').filter((line) => statement.test(line)).length > mostBetween;
}

/** Unindented; neither the compiler's `#if` nor the modules that a file of Rust names before its imports. */
const statement = /^(?!#|(?:pub\s+)?mod\s+\w+;)\S/;
const mostBetween = 5;

/** Whether a text opens a condition of the compiler that it does not close. */
function isInCondition(text: string): boolean {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
  return count(/^[ \t]*#[ \t]*if/gm) > count(/^[ \t]*#[ \t]*endif/gm);
}

const conditional: ReadonlySet<string> = new Set(['c', 'cpp', 'c-sharp']);

/** Unindented, but for the lines in the brackets of Go. */
const importWords =
  /^(import\b|from\b|use\b|pub use\b|using\b|require\b|require_relative\b|#\s*include\b|(const|let|var)\b.*\brequire\(|\t([\w.]+ )?")/;
