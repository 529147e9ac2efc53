import type { OffsetRange } from '../../syntax/offset-range.ts';

/** A fenced block of a Markdown text. */
export interface CodeFence extends OffsetRange {
  /** What stands between the fences, whole lines. */
  readonly body: OffsetRange;
  /** The ticks or tildes that open it. */
  readonly marker: string;
  /** What stands behind the opening fence. */
  readonly info: string;
  /** Blanks in front of the opening fence. */
  readonly indentation: number;
  /** Whether a closing fence was found; without one it goes to the end of the text. */
  readonly isClosed: boolean;
}

/** The fenced blocks of a text, also those that stand in list items. */
export function codeFences(text: string): readonly CodeFence[] {
  const fences: CodeFence[] = [];
  let open: OpenFence | undefined;
  for (const line of linesWithin(text)) {
    if (open === undefined) open = openingOf(line);
    else if (closes(open, line.text)) {
      fences.push(fenceOf(open, line.start, line.end, 'closed'));
      open = undefined;
    }
  }
  if (open !== undefined) fences.push(fenceOf(open, text.length, text.length, 'open'));
  return fences;
}

/** Code between backticks in one line, with them; what stands in fences does not count. */
export function codeSpans(text: string): readonly OffsetRange[] {
  const prose = withoutFences(text);
  const spans: OffsetRange[] = [];
  for (const line of linesWithin(prose)) {
    const runs = [...line.text.matchAll(/`+/g)];
    for (let at = 0; at < runs.length; at++) {
      const [opening] = runs[at] ?? [''];
      const closing = runs.findIndex((run, index) => index > at && run[0].length === opening.length);
      if (closing < 0) continue;
      const start = line.start + (runs[at]?.index ?? 0);
      spans.push({ start, end: line.start + (runs[closing]?.index ?? 0) + opening.length });
      at = closing;
    }
  }
  return spans;
}

/** The text with blanks in place of fenced blocks, so that offsets stay; line ends are kept. */
export function withoutFences(text: string): string {
  return blanked(text, codeFences(text));
}

/** The text with blanks in place of all code. */
export function withoutCode(text: string): string {
  return blanked(text, [...codeFences(text), ...codeSpans(text)]);
}

function blanked(text: string, ranges: readonly OffsetRange[]): string {
  let shown = '';
  let at = 0;
  for (const { start, end } of [...ranges].sort((one, other) => one.start - other.start)) {
    shown += text.slice(at, start) + text.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return shown + text.slice(at);
}

interface Line {
  readonly text: string;
  readonly start: number;
  /** Behind its line end. */
  readonly end: number;
}

interface OpenFence {
  readonly line: Line;
  readonly marker: string;
  readonly info: string;
  readonly indentation: number;
}

function openingOf(line: Line): OpenFence | undefined {
  const match = /^([ \t]*)(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/.exec(line.text);
  const [, indentation = '', marker = '', info = ''] = match ?? [];
  if (match === null || (marker.startsWith('`') && info.includes('`'))) return undefined;
  return { line, marker, info: info.trim(), indentation: indentation.length };
}

function closes({ marker }: OpenFence, text: string): boolean {
  const bare = text.trim();
  return bare.length >= marker.length && bare === marker.charAt(0).repeat(bare.length);
}

function fenceOf(
  { line, marker, info, indentation }: OpenFence,
  bodyEnd: number,
  end: number,
  state: 'closed' | 'open',
): CodeFence {
  const body = { start: line.end, end: bodyEnd };
  return { start: line.start, end, body, marker, info, indentation, isClosed: state === 'closed' };
}

/** Lines as editors count them, without their line ends. */
function* linesWithin(text: string): Generator<Line> {
  const ends = /\r\n|\r|\n/g;
  let start = 0;
  for (const { index, 0: ending } of text.matchAll(ends)) {
    const end = index + ending.length;
    yield { text: text.slice(start, index), start, end };
    start = end;
  }
  if (start < text.length) yield { text: text.slice(start), start, end: text.length };
}
