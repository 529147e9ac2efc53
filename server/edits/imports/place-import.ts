import { newlineOf } from '../../base/line-ends.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import { headEnd } from './head-end.ts';
import type { ImportLine } from './import-lines.ts';

/** A new import, and what it belongs to. */
export interface NewImport {
  /** Whole, without its line end. */
  readonly line: string;
  /** What it is sorted by among its like. */
  readonly module: string;
  /** Whether an import that is there belongs to the same group. */
  readonly isLike: (other: ImportLine) => boolean;
}

/**
 * Where a new import goes: among its like, at its place where they are sorted; else below the last import, behind a
 * blank line where groups are parted so; in a file without imports at its head below what must come first.
 */
export function placedImport(
  document: TextDocument,
  all: readonly ImportLine[],
  { line, module, isLike }: NewImport,
): TextChange {
  const lines = all.filter(({ isAtHead }) => isAtHead);
  const newline = newlineOf(document.text);
  const like = lastRun(lines.filter(isLike));
  const last = lines.at(-1);
  if (last === undefined) return firstImport(document, line, newline);
  const [first] = like;
  if (first === undefined) {
    const gap = areParted(lines) ? newline : '';
    return { ...behind(document, last), text: `${newline}${gap}${line}` };
  }
  const next = isSorted(like) ? like.find((each) => each.module > module) : undefined;
  if (next === undefined || isLed(document, next))
    return { ...behind(document, like.at(-1) ?? first), text: `${newline}${line}` };
  const start = document.lineStart(next.firstLine);
  return { start, end: start, text: `${line}${newline}` };
}

/** The last imports that stand together without a blank line. */
function lastRun(lines: readonly ImportLine[]): readonly ImportLine[] {
  let from = lines.length - 1;
  while (from > 0 && (lines[from - 1]?.lastLine ?? 0) + 1 >= (lines[from]?.firstLine ?? 0)) from -= 1;
  return lines.slice(Math.max(0, from));
}

function areParted(lines: readonly ImportLine[]): boolean {
  return lines.some((line, at) => at > 0 && line.firstLine > (lines[at - 1]?.lastLine ?? 0) + 1);
}

function isSorted(lines: readonly ImportLine[]): boolean {
  return lines.every((line, at) => at === 0 || (lines[at - 1]?.module ?? '') <= line.module);
}

/** Whether the line above says something of this one line. */
function isLed(document: TextDocument, { firstLine }: ImportLine): boolean {
  return firstLine > 0 && lead.test(document.lineText(firstLine - 1));
}

const lead = /^\s*(?:#\[|#\s*if|@)|-next-line\b|@ts-(?:ignore|expect-error)\b/;

function behind(document: TextDocument, { lastLine }: ImportLine): { start: number; end: number } {
  const end = document.lineEnd(lastLine);
  return { start: end, end };
}

/** Below a shebang, the comment of a license, a docstring, `package`, `namespace` and the like, each with a blank line. */
function firstImport(document: TextDocument, line: string, newline: string): TextChange {
  const head = headEnd(document.text);
  if (head === 0) {
    const gap = document.lineText(0) === '' ? newline : newline + newline;
    return { start: 0, end: 0, text: line + gap };
  }
  return { start: head, end: head, text: `${newline}${newline}${line}` };
}
