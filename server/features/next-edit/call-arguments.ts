import type { OffsetRange } from '../../syntax/offset-range.ts';
import type { TextKind } from './text-kinds.ts';
import { tokenBehind } from './words-of-code.ts';

/** What is passed at one call, in order. */
export interface CallArguments {
  /** Of each argument, blanks around it left out. */
  readonly ranges: readonly OffsetRange[];
  readonly texts: readonly string[];
}

/**
 * What the call of the name that ends at an offset passes; undefined where it is no call, or its arguments cannot be
 * counted for certain: one takes what is in a list apart, or has a lone angle bracket.
 */
export function callArguments(
  text: string,
  nameEnd: number,
  kindAt: (offset: number) => TextKind,
): CallArguments | undefined {
  const open = tokenBehind(text, nameEnd);
  if (open?.text !== '(') return undefined;
  const borders = bordersOf(text, open.start, kindAt);
  if (borders === undefined) return undefined;
  const ranges = borders
    .slice(1)
    .map((border, index) => trimmedRange(text, (borders[index] ?? 0) + 1, border));
  const given = ranges.filter(({ start, end }) => start < end);
  // A comma may stand behind the last one.
  if (given.length < ranges.length - 1) return undefined;
  const texts = given.map(({ start, end }) => text.slice(start, end));
  return texts.some(isUncertain) ? undefined : { ranges: given, texts };
}

/** The opening bracket, the commas at its own depth, and the closing one. */
function bordersOf(
  text: string,
  open: number,
  kindAt: (offset: number) => TextKind,
): readonly number[] | undefined {
  const borders: number[] = [];
  let depth = 0;
  for (let at = open; at < text.length && at < open + longestCall; at++) {
    const step = depthStep(text[at]);
    if (step === undefined || kindAt(at) !== 'code') continue;
    depth += step;
    const isBorder = at === open || (step === 0 ? depth === 1 : depth === 0);
    if (isBorder) borders.push(at);
    if (depth === 0) return borders;
  }
  return undefined;
}

/** By how much a sign goes deeper; 0 for a comma, undefined for what borders nothing. */
function depthStep(sign: string | undefined): number | undefined {
  if (sign === undefined) return undefined;
  if ('([{'.includes(sign)) return 1;
  if (')]}'.includes(sign)) return -1;
  return sign === ',' ? 0 : undefined;
}

function trimmedRange(text: string, from: number, to: number): OffsetRange {
  const part = text.slice(from, to);
  const lead = part.length - part.trimStart().length;
  return { start: Math.min(to, from + lead), end: from + part.trimEnd().length };
}

function isUncertain(argument: string): boolean {
  if (/^(?:\*|&|\.\.\.)/.test(argument) || argument.endsWith('...')) return true;
  if (/\/\/|\/\*|#/.test(argument)) return true;
  const opened = argument.split(/<(?![=<-])/).length;
  const closed = argument.split(/(?<![=->])>/).length;
  return opened !== closed;
}

const longestCall = 4_000;
