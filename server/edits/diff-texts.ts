import { type ChangeObject, diffArrays } from 'diff';

import type { TextChange } from '../base/text-document.ts';

/**
 * The fewest replaced stretches that make `after` of `before`: found line by line, then cut down to what differs
 * within the lines. Exactly `after` comes out, line ends and all.
 */
export function minimalEdits(before: string, after: string): TextChange[] {
  if (before === after) return [];
  const changes = diffArrays(linesWithEnds(before), linesWithEnds(after), { maxEditLength: mostEdits });
  // Texts that differ this much share next to nothing.
  if (changes === undefined) return [trimmed({ start: 0, end: before.length, text: after }, before)];
  return replacedStretches(changes).map((change) => trimmed(change, before));
}

/** Runs of removed and added lines between lines that stay. */
function replacedStretches(changes: readonly ChangeObject<string[]>[]): TextChange[] {
  const stretches: TextChange[] = [];
  let start = 0;
  let end = 0;
  let text = '';
  for (const { value, added, removed } of [...changes, { value: [], added: false, removed: false }]) {
    const lines = value.join('');
    if (added) text += lines;
    else if (removed) end += lines.length;
    else {
      if (start < end || text !== '') stretches.push({ start, end, text });
      end += lines.length;
      start = end;
      text = '';
    }
  }
  return stretches;
}

/** A change without what it leaves as it is at either end; never cuts a character or a line end in two. */
export function trimmed({ start, end, text }: TextChange, before: string): TextChange {
  const replaced = before.slice(start, end);
  const most = Math.min(replaced.length, text.length);
  let head = 0;
  while (head < most && replaced[head] === text[head]) head += 1;
  while (head > 0 && (isWithin(replaced, head) || isWithin(text, head))) head -= 1;
  let tail = 0;
  while (tail < most - head && replaced.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  while (tail > 0 && (isWithin(replaced, replaced.length - tail) || isWithin(text, text.length - tail)))
    tail -= 1;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

/** In lines; more than an edit of ours has, and a bound on the time that a diff takes. */
export const mostEdits = 1_000;

function linesWithEnds(text: string): string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

/** Whether an offset lies within a surrogate pair or within `\r\n`. */
function isWithin(text: string, offset: number): boolean {
  const pair = text.slice(offset - 1, offset + 1);
  return pair === '\r\n' || /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(pair);
}
