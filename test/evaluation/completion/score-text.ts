import type { Hole } from './holes.ts';
import { textWithHole, truthOf } from './holes.ts';

/** A text and the range of the file with the hole that it replaces. */
export interface Insertion {
  readonly text: string;
  readonly replace: { readonly start: number; readonly end: number };
}

/** How near an insertion comes to what the author wrote. */
export interface TextScore {
  /** The whole of it, but for blanks at the ends of lines. */
  readonly isExact: boolean;
  /** What is missing begins with it, or it is exact. */
  readonly isRightSoFar: boolean;
  /** 1 less the edits between the two, as a share of the longer one (Levenshtein). */
  readonly similarity: number;
}

/** The file after the insertion was accepted. */
export function textAfter(hole: Hole, { text, replace }: Insertion): string {
  const before = textWithHole(hole);
  return before.slice(0, replace.start) + text + before.slice(replace.end);
}

export function scoreOf(hole: Hole, insertion: Insertion): TextScore {
  const filled = textAfter(hole, insertion);
  const wanted = truthOf(hole).trimEnd();
  const behind = hole.file.text.length - hole.end;
  const written = filled.slice(hole.start, Math.max(hole.start, filled.length - behind)).trimEnd();
  const isExact = withoutLineEndBlanks(filled) === withoutLineEndBlanks(hole.file.text);
  return {
    isExact,
    isRightSoFar: isExact || wanted.startsWith(written),
    similarity: similarityOf(written, wanted),
  };
}

/** From 0, nothing in common, to 1, the same. */
export function similarityOf(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - distanceBetween(one, other) / longest;
}

function distanceBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let column = 1; column <= other.length; column++) {
      const same = one.charCodeAt(at - 1) === other.charCodeAt(column - 1);
      const replaced = (row[column - 1] ?? 0) + (same ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

function withoutLineEndBlanks(text: string): string {
  return text.replaceAll(/(?<![ \t])[ \t]+(?=\n|$)/g, '');
}
