import type { RecordedEdit } from './recorded-edit.ts';
import { isWordAt } from './words-of-code.ts';

/**
 * The edit that a stretch of text stands for, where `original` was replaced: what is the same at both ends is left
 * out, then the rest grows to whole words. Undefined where nothing differs.
 */
export function widenedEdit(
  text: string,
  stretch: { readonly start: number; readonly end: number; readonly original: string },
): Omit<RecordedEdit, 'uri'> | undefined {
  const { original } = stretch;
  const present = text.slice(stretch.start, stretch.end);
  if (present === original) return undefined;
  const most = Math.min(original.length, present.length);
  let head = 0;
  while (head < most && original[head] === present[head]) head += 1;
  let tail = 0;
  while (tail < most - head && original[original.length - 1 - tail] === present[present.length - 1 - tail])
    tail += 1;
  const core = { start: stretch.start + head, end: stretch.end - tail };
  const cut = original.slice(head, original.length - tail);
  const lead = wordBefore(text, core.start, [cut[0], text.slice(core.start, core.end)[0]]);
  const trail = wordBehind(text, core.end, [cut.at(-1), text.slice(core.start, core.end).at(-1)]);
  return {
    before: text.slice(core.start - lead, core.start) + cut + text.slice(core.end, core.end + trail),
    after: text.slice(core.start - lead, core.end + trail),
    place: { start: core.start - lead, end: core.end + trail },
  };
}

/** How many units of a word before `at` go on in what was, or is, behind it. */
function wordBefore(text: string, at: number, behind: readonly (string | undefined)[]): number {
  const goesOn =
    behind.some((sign) => isWord(sign)) || (behind.every((sign) => sign === undefined) && isWordAt(text, at));
  let length = 0;
  while (goesOn && length < longestWord && isWordAt(text, at - length - 1)) length += 1;
  return length;
}

function wordBehind(text: string, at: number, before: readonly (string | undefined)[]): number {
  const goesOn = before.some((sign) => isWord(sign));
  let length = 0;
  while (goesOn && length < longestWord && isWordAt(text, at + length)) length += 1;
  return length;
}

function isWord(sign: string | undefined): boolean {
  return sign !== undefined && isWordAt(sign, 0);
}

const longestWord = 120;
