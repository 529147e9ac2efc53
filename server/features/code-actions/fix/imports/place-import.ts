import { newlineOf } from '../../../../base/line-ends.ts';
import type { TextChange, TextDocument } from '../../../../base/text-document.ts';
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
 * blank line where groups are parted so; in a file without imports below what must come first.
 */
export function placedImport(
  document: TextDocument,
  lines: readonly ImportLine[],
  { line, module, isLike }: NewImport,
): TextChange {
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
  if (next === undefined) return { ...behind(document, like.at(-1) ?? first), text: `${newline}${line}` };
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

/** Offset behind the last line of what must stand first; 0 where nothing does. */
function headEnd(text: string): number {
  let end = 0;
  for (;;) {
    const rest = text.slice(end);
    const part = headParts.map((pattern) => pattern.exec(rest)).find((found) => found !== null);
    if (part === null || part === undefined || part[0].length === 0) return end;
    end += part[0].length;
  }
}

const headParts: readonly RegExp[] = [
  /^\s*#!.*/,
  /^\s*<\?php\b/,
  /^\s*#.*coding[:=].*/,
  /^\s*\/\*!?(?!\*)[\s\S]*?\*\/(?=\s*(\r?\n){2})/,
  // A comment that a blank line parts from the code is about the file.
  /^\s*((\/\/|#(?!\s*(include|define|pragma|if)))[^\n]*\n)*(\/\/|#(?!\s*(include|define|pragma|if|\[)))[^\n]*(?=\r?\n\s*\r?\n)/,
  /^\s*[rRuU]?("""[\s\S]*?"""|'''[\s\S]*?''')(?=\s*(\r?\n|$))/,
  /^\s*(['"])use strict\1;?/,
  /^\s*from __future__ import .*/,
  /^\s*declare\s*\(strict_types=1\);/,
  /^\s*(package|namespace)\s+[\w.\\]+;?/,
  /^\s*#!\[.*\]/,
  /^\s*#pragma once/,
];
