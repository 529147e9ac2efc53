import type { OffsetRange } from '../../../syntax/offset-range.ts';

/** A call as it stands in the text: `api.load(id)`. */
export interface CallText {
  /** The last name before the brackets. */
  readonly name: string;
  readonly range: OffsetRange;
  /** What follows takes the value apart: `.x`, `[0]`, `(`. */
  readonly isContinued: boolean;
}

/** The calls whose last name is `name` and that touch a range, outermost first. */
export function callsIn(text: string, range: OffsetRange): readonly CallText[] {
  const from = Math.max(0, text.lastIndexOf('\n', range.start - 1) + 1);
  const line = text.slice(from, lineEndBehind(text, range.end));
  const calls: CallText[] = [];
  for (const found of line.matchAll(/(?<![\p{L}\p{N}_$])([\p{L}_$][\p{L}\p{N}_$]*)\s*\(/gu)) {
    const nameStart = from + found.index;
    const open = nameStart + found[0].length - 1;
    const end = closingBracket(text, open);
    const [, name = ''] = found;
    if (end === undefined || keywords.has(name)) continue;
    const start = chainStart(text, nameStart);
    if (start > range.end || !reaches(text, end, range.start)) continue;
    const isContinued = /^\s*(\?\.|\.(?!\.)|\[|\()/.test(text.slice(end));
    calls.push({ name, range: { start, end }, isContinued });
  }
  return calls;
}

/** What is asked of a call's value stands behind a dot. */
function reaches(text: string, end: number, start: number): boolean {
  return start <= end || /^\s*\??\.\s*$/.test(text.slice(end, start));
}

function lineEndBehind(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found;
}

/** Offset behind the bracket that closes the one at `open`; strings are stepped over. */
function closingBracket(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; at < text.length && at < open + longestCall; at++) {
    const sign = text[at] ?? '';
    if (sign === '"' || sign === "'" || sign === '`') at = closingQuote(text, at);
    else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[open]) return at;
  }
  return text.length;
}

/** Where `a.b?.c` begins whose last name begins at `offset`. */
function chainStart(text: string, offset: number): number {
  const before = /(?:[\p{L}_$][\p{L}\p{N}_$]*\s*\??\.\s*|\bnew\s+)+$/u.exec(
    text.slice(Math.max(0, offset - 500), offset),
  );
  return before === null ? offset : offset - before[0].length;
}

const longestCall = 20_000;
const keywords: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'return',
  'await',
  'function',
]);
