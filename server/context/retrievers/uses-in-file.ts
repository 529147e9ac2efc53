import type { ImportRecord } from '../index/file-record.ts';
import type { Place } from './scene.ts';

/** How a name is used in a file, its imports not counted. */
export interface UsesInFile {
  readonly count: number;
  /** Uses behind the same token, or the same two, as at the cursor. */
  readonly afterSameToken: number;
  readonly afterSameTwo: number;
}

/** The uses of names in the text around the cursor; `start` is where the name at the cursor begins. */
export function usesInFile(
  place: Place,
  names: Iterable<string>,
  start: number,
): ReadonlyMap<string, UsesInFile> {
  const text = withoutImports(place);
  const last = tokenBefore(place.text, start);
  const two = tokenBefore(place.text, last.start).token;
  return new Map(Array.from(names, (name) => [name, usesOf(text, name, last.token, two)]));
}

function usesOf(text: string, name: string, last: string, two: string): UsesInFile {
  const uses = { count: 0, afterSameToken: 0, afterSameTwo: 0 };
  if (name === '') return uses;
  for (
    let at = text.indexOf(name);
    at >= 0 && uses.count < mostUses;
    at = text.indexOf(name, at + name.length)
  ) {
    if (isWordUnit(text, at - 1) || isWordUnit(text, at + name.length)) continue;
    uses.count += 1;
    const before = tokenBefore(text, at);
    if (before.token !== last) continue;
    uses.afterSameToken += 1;
    if (tokenBefore(text, before.start).token === two) uses.afterSameTwo += 1;
  }
  return uses;
}

interface Token {
  /** A word or one other sign; a line end where nothing stands before it on the line. */
  readonly token: string;
  readonly start: number;
}

function tokenBefore(text: string, offset: number): Token {
  let end = offset;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end -= 1;
  if (end <= 0) return { token: '\n', start: 0 };
  let start = end - 1;
  if (isWordUnit(text, start)) while (isWordUnit(text, start - 1) && end - start < longestToken) start -= 1;
  return { token: text.slice(start, end), start };
}

function isWordUnit(text: string, at: number): boolean {
  const unit = at < 0 ? Number.NaN : text.charCodeAt(at);
  if (unit >= 128) return /[\p{L}\p{N}]/u.test(text[at] ?? '');
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36
  );
}

/** The text around the cursor in which no import stands. */
function withoutImports({ text, offset, record }: Place): string {
  const parts: string[] = [];
  let at = Math.max(0, offset - mostUnits);
  const end = Math.min(text.length, offset + mostUnits);
  for (const statement of rangesOf(text, record.imports)) {
    if (statement.end <= at) continue;
    if (statement.start >= end) break;
    if (statement.start > at) parts.push(text.slice(at, statement.start));
    at = statement.end;
  }
  if (at < end) parts.push(text.slice(at, end));
  return parts.join('\n');
}

/** From the line on which an import begins to that on which its module and its names have been said. */
function rangesOf(text: string, imports: readonly ImportRecord[]): readonly { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let line = 0;
  let lineStart = 0;
  for (const statement of imports) {
    for (; line < statement.line; line++) {
      const next = text.indexOf('\n', lineStart);
      if (next < 0) return ranges;
      lineStart = next + 1;
    }
    ranges.push({ start: lineStart, end: endOfStatement(text, lineStart, statement) });
  }
  return ranges;
}

function endOfStatement(text: string, start: number, { module, names }: ImportRecord): number {
  let end = start;
  for (const word of [module, ...names.map(({ local }) => local)]) {
    const at = text.indexOf(word, start);
    if (at >= 0 && at - start < longestStatement) end = Math.max(end, at + word.length);
  }
  const lineEnd = text.indexOf('\n', end);
  return lineEnd < 0 ? text.length : lineEnd + 1;
}

/** UTF-16 units on either side of the cursor. */
const mostUnits = 40_000;
const longestStatement = 4_000;
const longestToken = 100;
/** More uses say nothing more. */
const mostUses = 30;
