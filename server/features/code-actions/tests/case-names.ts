import type { Branch, Exit, FunctionShape } from '../../../syntax/source-shape.ts';
import { hasErrorValues, raiseVerbOf } from '../ways/raise-verb.ts';
import { isRaised } from '../ways/raised-exit.ts';
import type { Way } from '../ways/ways-through.ts';

const longestCondition = 70;
const longestExit = 50;

/** Names each way through a function in the words of its text, each name once: "throws RangeError when n < 0". */
export function caseSentences(ways: readonly Way[], shape: FunctionShape, language: string): string[] {
  const taken = new Set<string>();
  const isOnlyWay = ways.length === 1;
  return ways.map((way) => {
    const isPast = way.branch === undefined && way.exit === undefined;
    const leaving = isPast ? 'runs to its end' : leavingOf(way.exit, shape, language);
    return uniqueAmong(taken, joined([leaving, isOnlyWay ? '' : circumstanceOf(way)]), ' ');
  });
}

/** The name, or the name with the next number behind it where it is taken; takes it. */
export function uniqueAmong(taken: Set<string>, name: string, separator: string): string {
  let unique = name;
  for (let number = 2; taken.has(unique); number += 1) unique = `${name}${separator}${number}`;
  taken.add(unique);
  return unique;
}

function leavingOf(exit: Exit | undefined, shape: FunctionShape, language: string): string {
  if (exit === undefined) return '';
  if (isRaised(exit, language)) return joined([raiseVerbOf(language), thrownName(exit, language)]);
  if (exit.text === '') return shape.returnsValue ? 'returns nothing' : 'stops';
  if (exit.kind === 'throw' && exit.message !== undefined)
    return `returns error ${JSON.stringify(exit.message)}`;
  return `returns ${cut(exit.text, longestExit)}`;
}

function thrownName({ errorType, text }: Exit, language: string): string {
  return errorType ?? (hasErrorValues(language) ? '' : cut(text, longestExit));
}

function circumstanceOf({ branch, around }: Way): string {
  const outer = around.map(conditionOf).filter((condition) => condition !== '');
  const own = branch === undefined ? '' : conditionOf(branch);
  const conditions = own === '' ? outer : [...outer, own];
  const when = conditions.length === 0 ? '' : `when ${conditions.join(' and ')}`;
  const isOtherwise = branch === undefined || branch.kind === 'otherwise';
  return joined([isOtherwise ? 'otherwise' : '', cut(when, longestCondition)]);
}

function conditionOf({ kind, condition, subject }: Branch): string {
  const text = oneLine(condition);
  if (kind === 'otherwise') return '';
  if (kind === 'catch') return text === '' ? 'an error is caught' : `${text} is caught`;
  if (kind === 'case' && oneLine(subject) !== '') return `${oneLine(subject)} is ${text}`;
  return text === '' ? 'the condition holds' : text;
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

function cut(text: string, longest: number): string {
  const line = oneLine(text);
  if (line.length <= longest) return line;
  const head = line.slice(0, longest - 1);
  const lastSpace = head.lastIndexOf(' ');
  return `${(lastSpace > longest / 2 ? head.slice(0, lastSpace) : head.replace(/[\uD800-\uDBFF]$/, '')).trimEnd()}…`;
}

/** Names are printed by runners and stand in comments: no line ends, no control or direction marks. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
