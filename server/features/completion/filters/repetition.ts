import { nothing, ok } from '../../../base/outcome.ts';
import { holdsWords, isPeriodic, repeatedSince } from '../reply/repeated-lines.ts';
import type { Filter } from './filter.ts';
import { untilStable } from './until-stable.ts';

/** Cuts a text at its first repeat: of lines, of blocks of lines, of characters. */
export const repetition: Filter = {
  name: 'repetition',
  apply: (text, { linePrefix }) => {
    // On an empty line the first line is as whole as the others.
    const indent = linePrefix.trim() === '' ? linePrefix : '';
    const kept = untilStable(indent + text, withoutRepeat).slice(indent.length);
    if (kept === text) return ok(text);
    return /\p{L}{2}/u.test(kept) ? ok(kept) : nothing('repeats');
  },
};

function withoutRepeat(text: string): string {
  const lines = text.split('\n');
  const at = firstRepeatedLine(lines);
  return withoutRepeatedTail(at === undefined ? text : lines.slice(0, at).join('\n'));
}

function firstRepeatedLine(lines: readonly string[]): number | undefined {
  for (const last of lines.keys()) {
    const repeated = repeatedSince(lines, last) ?? repeatedBlock(lines, last);
    if (repeated !== undefined) return repeated;
  }
  return undefined;
}

/** Where a block of several lines stands twice, one behind the other, and ends with line `last`. */
function repeatedBlock(lines: readonly string[], last: number): number | undefined {
  for (let period = 3; period <= longestBlock; period++) {
    const start = last + 1 - 2 * period;
    if (start < 0) return undefined;
    const block = lines.slice(start, start + period);
    const isLong = block.join('').replaceAll(/\s/g, '').length >= 40;
    if (isLong && holdsWords(block) && isPeriodic(lines, start + period, last, period)) return start + period;
  }
  return undefined;
}

/** Keeps one of the pieces that a text repeats until it ends. */
function withoutRepeatedTail(text: string): string {
  for (let period = 1; period <= longestPiece; period++) {
    let start = text.length - period;
    while (start > 0 && text[start - 1] === text[start - 1 + period]) start -= 1;
    const length = text.length - start;
    const piece = text.slice(start, start + period);
    if (length >= leastRepeated(piece) && length >= 5 * period) return text.slice(0, start + period);
  }
  return text;
}

/** How long a run must be until it is no longer something that people write: rulers, zeros, a row of equal arguments. */
function leastRepeated(piece: string): number {
  if (/^[-=*#~_./\s]+$/.test(piece)) return 160;
  return /\p{L}{2}/u.test(piece) ? 60 : 48;
}

const longestBlock = 20;
const longestPiece = 40;
