import type { TextChange } from '../../../base/text-document.ts';
import type { OfferedSuggestion } from './offered-suggestion.ts';

/** What of a suggestion is not in the document yet; offsets are of the present text. */
export interface RemainingText {
  /** The range that would be replaced. */
  readonly start: number;
  readonly end: number;
  readonly rest: string;
  /** What the user has typed of it so far. */
  readonly typed: string;
}

/** What was offered, without what stands around the cursor already. */
export function remainingOf({ suggestion, document, offset }: OfferedSuggestion): RemainingText {
  const { text, replace } = suggestion;
  const before = document.text.slice(replace.start, offset);
  const behind = document.text.slice(offset, replace.end);
  const isBegun = text.startsWith(before);
  const unbegun = isBegun ? text.slice(before.length) : text;
  const isEnded = unbegun.endsWith(behind);
  return {
    start: isBegun ? offset : replace.start,
    end: isEnded ? offset : replace.end,
    rest: isEnded ? unbegun.slice(0, unbegun.length - behind.length) : unbegun,
    typed: '',
  };
}

/**
 * What remains after changes, one after the other: all of it where they lie elsewhere, less where the text was typed,
 * nothing (an empty rest) where it was inserted, more where the user went back; undefined where anything else
 * happened at the place. `before` is the text in front of the first change.
 */
export function remainingAfterAll(
  remaining: RemainingText,
  changes: readonly TextChange[],
  before: string,
): RemainingText | undefined {
  let now: RemainingText | undefined = remaining;
  let text = before;
  for (const [index, change] of changes.entries()) {
    now = remainingAfter(now, change, text);
    if (now === undefined) return undefined;
    // Nobody reads the text behind the last change.
    if (index < changes.length - 1) text = text.slice(0, change.start) + change.text + text.slice(change.end);
  }
  return now;
}

/** Whether the rest of two suggestions is the same text at the same place. */
export function isSameRest(open: RemainingText, offered: RemainingText): boolean {
  if (open.start !== offered.start) return false;
  if (open.rest === offered.rest) return true;
  // Where the editor has put closing brackets, an offer ends in front of them.
  return open.start < open.end && offered.rest !== '' && open.rest.startsWith(offered.rest);
}

function remainingAfter(
  remaining: RemainingText,
  change: TextChange,
  text: string,
): RemainingText | undefined {
  const { start, end } = remaining;
  const own = withoutSame(change, text, start);
  if (own.start === own.end && own.text === '') return remaining;
  if (own.end < start) return moved(remaining, own.text.length - (own.end - own.start));
  if (own.start > end) return remaining;
  if (own.start === start && own.end === start) return afterInsertion(remaining, own.text);
  if (own.start === start && own.end === end && own.text === remaining.rest) return taken(remaining);
  if (own.end === start && own.text === '') return afterGoingBack(remaining, text.slice(own.start, start));
  return undefined;
}

function moved(remaining: RemainingText, by: number): RemainingText {
  return { ...remaining, start: remaining.start + by, end: remaining.end + by };
}

function taken({ start, rest, typed }: RemainingText): RemainingText {
  const end = start + rest.length;
  return { start: end, end, rest: '', typed: typed + rest };
}

function afterInsertion(remaining: RemainingText, inserted: string): RemainingText | undefined {
  const { start, end, rest, typed } = remaining;
  const length = commonPrefixLength(rest, inserted);
  const closers = inserted.slice(length);
  const typedNow = typed + inserted.slice(0, length);
  if (closers !== '' && !closesWhatWasTyped(closers, typedNow)) return undefined;
  return {
    start: start + length,
    end: end + inserted.length,
    rest: rest.slice(length),
    typed: typedNow,
  };
}

/** Editors put the closing bracket or quote behind the cursor as soon as the opening one is typed. */
function closesWhatWasTyped(closers: string, typed: string): boolean {
  return closers === pairs.get(typed.slice(-1));
}

function afterGoingBack(remaining: RemainingText, removed: string): RemainingText | undefined {
  const { start, end, rest, typed } = remaining;
  if (!typed.endsWith(removed)) return undefined;
  return {
    start: start - removed.length,
    end: end - removed.length,
    rest: removed + rest,
    typed: typed.slice(0, typed.length - removed.length),
  };
}

/** The change without what is the same before and after; what lies in front of `place` stays in front of it. */
function withoutSame({ start, end, text: inserted }: TextChange, text: string, place: number): TextChange {
  const mostHead = Math.max(0, Math.min(place - start, end - start, inserted.length));
  let head = 0;
  while (head < mostHead && text[start + head] === inserted[head]) head += 1;
  const mostTail = Math.min(end - start, inserted.length) - head;
  let tail = 0;
  while (tail < mostTail && text[end - 1 - tail] === inserted[inserted.length - 1 - tail]) tail += 1;
  return { start: start + head, end: end - tail, text: inserted.slice(head, inserted.length - tail) };
}

function commonPrefixLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}

const pairs: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['<', '>'],
  ['"', '"'],
  ["'", "'"],
  ['`', '`'],
]);
