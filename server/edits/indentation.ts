import { indentOf } from '../base/line-indent.ts';

/** Gives a line the indentation that it has in the file; undefined for one that stands too far left for it. */
export type Reindent = (line: string) => string | undefined;

/**
 * How lines of a reply are indented otherwise than the same lines of the file, when one difference holds for all of
 * them; undefined when none does. The sides are all lines of the reply and of the file: from
 * both it is read what one level is, where one side uses tabs and the other spaces.
 */
export function uniformReindent(pairs: readonly LinePair[], sides: IndentedSides): Reindent | undefined {
  return uniformReindents(sides)(pairs);
}

/** The same for many places of one file, whose lines are read only once. */
export function uniformReindents(sides: IndentedSides): (pairs: readonly LinePair[]) => Reindent | undefined {
  const convert = converterOf(sides);
  return convert === undefined ? () => undefined : (pairs) => reindentOf(pairs, convert);
}

function reindentOf(pairs: readonly LinePair[], convert: (indent: string) => string): Reindent | undefined {
  const indents = pairs
    .filter(({ reply }) => reply.trim() !== '')
    .map(({ reply, file }) => ({ from: convert(indentOf(reply)), to: indentOf(file) }));
  const [first] = indents;
  if (first === undefined) return undefined;
  const shift = shiftBetween(first.from, first.to);
  if (shift === undefined || !indents.every(({ from, to }) => shift(from) === to)) return undefined;
  return (line) => {
    if (line.trim() === '') return '';
    const indent = indentOf(line);
    const shifted = shift(convert(indent));
    return shifted === undefined ? undefined : shifted + line.slice(indent.length);
  };
}

export interface LinePair {
  readonly reply: string;
  readonly file: string;
}

export interface IndentedSides {
  readonly reply: readonly string[];
  readonly file: readonly string[];
}

function shiftBetween(from: string, to: string): ((indent: string) => string | undefined) | undefined {
  if (to.endsWith(from)) {
    const added = to.slice(0, to.length - from.length);
    return (indent) => added + indent;
  }
  if (!from.endsWith(to)) return undefined;
  const removed = from.slice(0, from.length - to.length);
  return (indent) => (indent.startsWith(removed) ? indent.slice(removed.length) : undefined);
}

/** Tabs for spaces or spaces for tabs, where the two sides differ in that. */
function converterOf({ reply, file }: IndentedSides): ((indent: string) => string) | undefined {
  const fileUnit = indentUnit(file);
  const replyUnit = indentUnit(reply);
  // How wide the tabs of a reply that mixes them with spaces are meant, nobody knows.
  if (isMixed(reply) && (fileUnit?.[0] !== replyUnit?.[0] || !isMixed(file))) return undefined;
  if (fileUnit === '\t' && replyUnit?.startsWith(' ') === true) {
    const width = replyUnit.length;
    return (indent) => {
      const columns = indent.replaceAll('\t', replyUnit).length;
      return '\t'.repeat(Math.floor(columns / width)) + ' '.repeat(columns % width);
    };
  }
  if (fileUnit?.startsWith(' ') === true && replyUnit === '\t') {
    return (indent) => indent.replaceAll('\t', fileUnit);
  }
  return (indent) => indent;
}

/** A single space behind tabs aligns the stars of a comment. */
function isMixed(lines: readonly string[]): boolean {
  const indents = lines.map(indentOf);
  return indents.some((indent) => indent.includes('\t')) && indents.some((indent) => indent.includes('  '));
}

/** A text without the indentation that all its lines share. */
export function dedented(code: string): string {
  const lines = code.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map(indentOf);
  const [first = ''] = indents;
  const isShared = first !== '' && indents.every((indent) => indent.startsWith(first));
  return isShared
    ? lines.map((line) => line.slice(Math.min(first.length, indentOf(line).length))).join('\n')
    : code;
}

/** One level of indentation: a tab or some spaces; undefined where no line is indented. */
export function indentUnit(lines: readonly string[]): string | undefined {
  let tabs = 0;
  let spaces = 0;
  let step = 0;
  for (const line of lines) {
    const indent = indentOf(line);
    if (indent === '' || indent.length === line.length) continue;
    if (indent.startsWith('\t')) tabs += 1;
    else if (indent.length > 1) {
      spaces += 1;
      step = greatestCommonDivisor(step, indent.length);
    }
  }
  if (tabs === 0 && spaces === 0) return undefined;
  if (tabs >= spaces) return '\t';
  return ' '.repeat(step > 1 ? step : mostCommonStep(lines));
}

/** Where lines are aligned with something, the step is the one by which lines most often go in. */
function mostCommonStep(lines: readonly string[]): number {
  const counts = new Map<number, number>();
  let before = 0;
  for (const line of lines) {
    if (line.trim() === '') continue;
    const width = indentOf(line).length;
    const step = width - before;
    if (1 < step && step <= 8) counts.set(step, (counts.get(step) ?? 0) + 1);
    before = width;
  }
  const [best] = [...counts].sort(([one, often], [other, oftener]) => oftener - often || one - other);
  return best?.[0] ?? 4;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
