import { isProse } from '../filters/is-prose.ts';

/** Where code stands in a reply that wraps it in a markdown fence. */
export interface FencedPart {
  readonly start: number;
  /** Undefined where the fence is not closed. */
  readonly end: number | undefined;
}

/**
 * The code inside a fence with which the reply begins, or that follows a few lines of talk; undefined where there is
 * none. The line of the fence must be complete, since more of it may come.
 */
export function fencedPart(text: string): FencedPart | undefined {
  const { kind, line } = readLead(text);
  if (kind !== 'fence' || line.end === text.length) return undefined;
  return { start: line.end + 1, end: fenceEnd(text, line.end + 1) };
}

/** Whether a fence may still follow what has come of a reply so far: blank lines, talk, or the beginning of a fence. */
export function awaitsFence(text: string): boolean {
  const { kind, line } = readLead(text);
  if (kind !== 'code') return kind === 'talk' || line.end === text.length;
  if (line.end < text.length || line.text.length > maxTalkLength) return false;
  // The line may become a fence or talk; without one above it, nothing is decided before it is complete.
  return line.start > 0 || /^\s*[`~]+$/.test(line.text);
}

interface Lead {
  /** What the last line that was looked at is. `talk`: so were all. */
  readonly kind: 'code' | 'talk' | 'fence';
  readonly line: PlacedLine;
}

/** Reads blank lines and talk up to a fence or the first line of code. */
function readLead(text: string): Lead {
  let lines = 0;
  let talk: PlacedLine | undefined;
  for (const line of linesOf(text)) {
    if (isFence(line.text)) return { kind: 'fence', line };
    lines += 1;
    const isBlank = line.text.trim() === '';
    if (!isBlank && talk === undefined && !isIntroduction(line.text)) return { kind: 'code', line };
    if (lines > maxTalk) return { kind: 'code', line };
    if (!isBlank) talk = line;
  }
  const end = { text: '', start: text.length, end: text.length };
  return talk === undefined ? { kind: 'code', line: end } : { kind: 'talk', line: talk };
}

/** Where a line stands that only closes a fence, from `start` on; undefined where there is none. */
export function fenceEnd(text: string, start: number): number | undefined {
  for (const line of linesOf(text, start)) {
    if (/^[ \t]*(?:`{3,}|~{3,})[ \t\r]*$/.test(line.text))
      return line.start === start ? start : line.start - 1;
  }
  return undefined;
}

/** Whether a line opens or closes a markdown fence. */
export function isFence(line: string): boolean {
  return /^[ \t]*(?:`{3,}|~{3,})[^`]*$/.test(line);
}

/** Whether a line has something that may be part of a fence: where such stand near the cursor, they are text. */
export function speaksOfFences(line: string): boolean {
  return /`{3}|~{3}/.test(line);
}

/** Whether a line of talk introduces code. */
function isIntroduction(line: string): boolean {
  if (line.length > maxTalkLength) return false;
  return isProse(line) || /^[A-Z][\w'’]*(?: [\w'’,`.()-]+){2,}[:.]\s*$/.test(line);
}

interface PlacedLine {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function* linesOf(text: string, from = 0): Generator<PlacedLine> {
  for (let start = from; start <= text.length; ) {
    const at = text.indexOf('\n', start);
    const end = at === -1 ? text.length : at;
    yield { text: text.slice(start, end), start, end };
    start = end + 1;
  }
}

/** Lines of talk and blank ones in front of a fence; what is longer is no answer. */
const maxTalk = 8;
const maxTalkLength = 200;
