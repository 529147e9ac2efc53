import type { CodeLine } from './code-lines.ts';

/** Offsets between which a text is cut out; the same where nothing is. */
export interface Gap {
  readonly start: number;
  readonly end: number;
}

type Random = () => number;
/** A hole that begins on the line `at`, if that line has one of this kind. */
type Finder = (lines: readonly CodeLine[], at: number, random: Random) => Gap | undefined;

/** How a hole of each kind is found. */
export const holePlaces = {
  'line-start': wholeLine,
  'mid-line': restOfLine,
  arguments: betweenParentheses,
  block: blockBody,
  'inside-word': insideWord,
  'after-closing': afterClosing,
  'line-complete': behindStatement,
  'between-definitions': betweenDefinitions,
} as const satisfies Readonly<Record<string, Finder>>;

/** The line behind its indentation, to its end. */
function wholeLine(lines: readonly CodeLine[], at: number): Gap | undefined {
  const line = lines[at];
  if (line?.isCode !== true || !isSentence(line.text)) return undefined;
  return { start: line.start + line.indent, end: line.end };
}

/** From behind a blank or an opening sign inside the line, to its end. */
function restOfLine(lines: readonly CodeLine[], at: number, random: Random): Gap | undefined {
  const line = lines[at];
  if (line?.isCode !== true) return undefined;
  const places = [...line.text.matchAll(/[([{,=.:] *|(?<=\S) +(?=\S)/g)]
    .map((match) => match.index + match[0].length)
    .filter((column) => column > line.indent + 1 && isSentence(line.text.slice(column)));
  const column = places[Math.floor(random() * places.length)];
  return column === undefined ? undefined : { start: line.start + column, end: line.end };
}

/** What stands between the parentheses of a call or a definition on one line; the rest of the line stays. */
function betweenParentheses(lines: readonly CodeLine[], at: number, random: Random): Gap | undefined {
  const line = lines[at];
  if (line?.isCode !== true) return undefined;
  const gaps = [...line.text.matchAll(/\w\(/g)].flatMap(({ index }) => {
    const from = index + 2;
    const to = closingFrom(line.text, from);
    const isGap = to !== undefined && line.text.slice(from, to).trim().length >= 3;
    return isGap ? [{ start: line.start + from, end: line.start + to }] : [];
  });
  return gaps[Math.floor(random() * gaps.length)];
}

/** The body of a block of two to eight lines without blank ones, behind the indentation of its first line. */
function blockBody(lines: readonly CodeLine[], at: number): Gap | undefined {
  const head = lines[at];
  if (head?.isCode !== true || !/[{:]\s*$/.test(head.text)) return undefined;
  const rest = lines.slice(at + 1, at + 2 + longestBody);
  const length = rest.findIndex((line) => line.text.trim() === '' || line.indent <= head.indent);
  const body = rest.slice(0, length);
  const [first] = body;
  const last = body.at(-1);
  if (first === undefined || last === undefined || body.length < 2) return undefined;
  const next = lines.slice(at + 1 + length).find((line) => line.text.trim() !== '');
  if (next === undefined || next.indent > head.indent || !first.isCode) return undefined;
  if (/\{\s*$/.test(head.text) && !/^\s*\}/.test(next.text)) return undefined;
  return { start: first.start + first.indent, end: last.end };
}

/** Two characters or more behind the start of a name, and before its end. */
function insideWord(lines: readonly CodeLine[], at: number, random: Random): Gap | undefined {
  const line = lines[at];
  if (line?.isCode !== true) return undefined;
  const names = [...line.text.matchAll(/[A-Za-z_]\w{5,}/g)];
  const name = names[Math.floor(random() * names.length)];
  if (name === undefined) return undefined;
  return nothingAt(line.start + name.index + 2 + Math.floor(random() * (name[0].length - 3)));
}

/** Behind a closing bracket or a semicolon where the line goes on with words. */
function afterClosing(lines: readonly CodeLine[], at: number, random: Random): Gap | undefined {
  const line = lines[at];
  if (line?.isCode !== true) return undefined;
  const places = [...line.text.matchAll(/[)\]};](?=[^\w)\]};,][^\n]*\w)/g)];
  const place = places[Math.floor(random() * places.length)];
  return place === undefined ? undefined : nothingAt(line.start + place.index + 1);
}

/** At the end of a line that is a whole statement: nothing belongs there, the next line stands already. */
function behindStatement(lines: readonly CodeLine[], at: number): Gap | undefined {
  const line = lines[at];
  const next = lines[at + 1];
  if (line?.isCode !== true || next === undefined || !/[\w"')\]};]$/.test(line.text)) return undefined;
  const goesOn = next.indent > line.indent || /^\s*[.)\]?:&|+*,-]/.test(next.text);
  return goesOn || next.text.trim() === '' ? undefined : nothingAt(line.end);
}

/** On the first blank line between two definitions of the file. */
function betweenDefinitions(lines: readonly CodeLine[], at: number): Gap | undefined {
  const [before, line] = [lines[at - 1], lines[at]];
  const next = lines.slice(at + 1, at + 4).find(({ text }) => text.trim() !== '');
  if (line?.text !== '' || before === undefined || next === undefined) return undefined;
  const isEnd = before.text.startsWith('}') || (before.isCode && before.indent > 0);
  return isEnd && /^[\w@#/]/.test(next.text) ? nothingAt(line.start) : undefined;
}

/** The column of the parenthesis that closes what is open at `from`; undefined where it is not on the line. */
function closingFrom(line: string, from: number): number | undefined {
  let depth = 0;
  for (let column = from; column < line.length; column++) {
    const character = line.charAt(column);
    if (/["'`]/.test(character)) {
      const end = line.indexOf(character, column + 1);
      if (end === -1) return undefined;
      column = end;
    } else if (character === '(') depth += 1;
    else if (character === ')') {
      if (depth === 0) return column;
      depth -= 1;
    }
  }
  return undefined;
}

/** Enough to be worth a suggestion: a word and four characters. */
function isSentence(text: string): boolean {
  return text.trim().length >= 4 && /[A-Za-z]{2}/.test(text);
}

function nothingAt(offset: number): Gap {
  return { start: offset, end: offset };
}

const longestBody = 8;
