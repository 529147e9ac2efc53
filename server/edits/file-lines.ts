import { newlineOf } from '../base/line-ends.ts';
import type { TextChange } from '../base/text-document.ts';

/** A line of a file: where it begins, where its text ends, and where the next one begins. */
interface FileLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** A file's text in lines; what stands behind the last line end is a line only when it is not empty. */
export interface FileLines {
  readonly text: string;
  readonly lines: readonly FileLine[];
  /** The texts of the lines, without their ends. */
  readonly texts: readonly string[];
  /** How this file ends its lines. */
  readonly newline: '\n' | '\r\n';
}

export function fileLines(text: string): FileLines {
  const lines: FileLine[] = [];
  for (const match of text.matchAll(/([^\n]*?)(\r?\n|$)/g)) {
    const [all, content = ''] = match;
    if (all === '') continue;
    const start = match.index;
    lines.push({ start, end: start + content.length, next: start + all.length });
  }
  return {
    text,
    lines,
    texts: lines.map(({ start, end }) => text.slice(start, end)),
    newline: newlineOf(text),
  };
}

/** Lines from the first to the one before the last, counted from 0. */
export interface LineSpan {
  readonly from: number;
  readonly to: number;
}

/** The change that puts other lines in the place of some; an empty span inserts before its line. */
export function replaceLines(file: FileLines, { from, to }: LineSpan, texts: readonly string[]): TextChange {
  const written = texts.join(file.newline);
  if (from < to) return texts.length > 0 ? overwrite(file, from, to, written) : remove(file, from, to);
  if (texts.length === 0) return { start: endBefore(file, from), end: endBefore(file, from), text: '' };
  const line = file.lines[from];
  if (line !== undefined) return { start: line.start, end: line.start, text: written + file.newline };
  const end = file.text.length;
  const isOpen = end > 0 && !file.text.endsWith('\n');
  return { start: end, end, text: isOpen ? file.newline + written : written + file.newline };
}

/** The lines that an offset range touches. */
export function linesWithin(
  file: FileLines,
  range: { readonly start: number; readonly end: number },
): LineSpan {
  const from = lineAt(file, range.start);
  const to = range.start < range.end ? lineAt(file, range.end - 1) : lineAt(file, range.end);
  return { from, to: to + 1 };
}

/** The line that an offset stands in, counted from 0; behind the last line end it is the last line. */
function lineAt({ lines }: FileLines, offset: number): number {
  const index = lines.findIndex(({ next }) => offset < next);
  return index === -1 ? Math.max(0, lines.length - 1) : index;
}

function overwrite({ lines }: FileLines, from: number, to: number, text: string): TextChange {
  return { start: lines[from]?.start ?? 0, end: lines[to - 1]?.end ?? 0, text };
}

/** Takes a line end with the lines: their own, or the one before when the last has none. */
function remove(file: FileLines, from: number, to: number): TextChange {
  const start = file.lines[from]?.start ?? 0;
  const last = file.lines[to - 1];
  if (last === undefined) return { start, end: start, text: '' };
  if (last.end < last.next) return { start, end: last.next, text: '' };
  return { start: endBefore(file, from), end: last.end, text: '' };
}

function endBefore({ lines }: FileLines, line: number): number {
  return lines[line - 1]?.end ?? 0;
}
