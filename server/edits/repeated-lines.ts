import type { ChangeObject } from 'diff';

import type { FileLines, LineSpan } from './file-lines.ts';
import type { Reindent } from './indentation.ts';
import { mayRewrite } from './nearest-lines.ts';

/** What a block inserts before its first line that stays, and behind its last one; all of it where none stays. */
export interface EdgeLines {
  readonly head: readonly string[];
  readonly tail: readonly string[];
}

export function insertedAtEdges(parts: readonly ChangeObject<string[]>[], reindent: Reindent): EdgeLines {
  const isKept = ({ added, removed }: ChangeObject<string[]>) => !(added || removed);
  const first = parts.findIndex(isKept);
  const last = parts.findLastIndex(isKept);
  const inserted = (some: readonly ChangeObject<string[]>[]) =>
    some.filter(({ added }) => added).flatMap(({ value }) => value.map((line) => reindent(line) ?? line));
  return {
    head: inserted(first === -1 ? parts : parts.slice(0, first)),
    tail: inserted(parts.slice(last + 1)),
  };
}

/**
 * A line of the file right above or below a place that is inserted there once more: models that copy too few lines to
 * search, and all lines to write, would have it twice. Where a block leaves less than two lines as they are, further
 * lines around count as well, and lines that are much alike: it may mean to write them anew. Undefined where there is none.
 */
export function repeatedLine(
  { texts }: FileLines,
  { from, to, isShort }: LineSpan & { readonly isShort: boolean },
  { head, tail }: EdgeLines,
): number | undefined {
  const above = texts.findLastIndex((text, line) => line < from && isFilled(text));
  if (repeats(texts[above], head, { opening: head.findLast(isFilled), closing: head.find(isFilled) }))
    return above;
  const below = texts.findIndex((text, line) => to <= line && isFilled(text));
  const edges = { opening: tail.find(isFilled), closing: tail.findLast(isFilled) };
  if (repeats(texts[below], tail, edges)) return below;
  if (!isShort) return undefined;
  const isIn = (lines: readonly string[]) => (text: string) =>
    isTelling(text) && lines.some((each) => mayRewrite(each, text));
  const first = Math.max(0, from - head.length - 2);
  const further = texts.slice(first, from).findLastIndex(isIn(head));
  if (further !== -1) return first + further;
  const later = texts.slice(to, to + tail.length + 2).findIndex(isIn(tail));
  return later === -1 ? undefined : to + later;
}

/** A line with words in it counts anywhere among the inserted ones, one of brackets only where it opens or closes them. */
function repeats(
  line: string | undefined,
  inserted: readonly string[],
  { opening, closing }: { readonly opening: string | undefined; readonly closing: string | undefined },
): boolean {
  if (line === undefined) return false;
  if (/\w/.test(line)) return inserted.some((each) => each.trim() === line.trim());
  const outermost = /^\s*[{([]/.test(line) ? opening : closing;
  return outermost?.trimEnd() === line.trimEnd();
}

/** Says more than that something ends here. */
function isTelling(line: string): boolean {
  return (
    /\w/.test(line) && !/^\s*(?:end|else|fi|done|break|return|pass|continue|then|do|try)\b\W*$/.test(line)
  );
}

function isFilled(line: string): boolean {
  return line.trim() !== '';
}
