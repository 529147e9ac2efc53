import { literalText } from './literal-text.ts';
import type { OffsetRange } from './offset-range.ts';
import { onOneLine } from './one-line.ts';
import { placeOf, type ShapeCapture, type ShapeCaptures } from './shape-captures.ts';
import type { Exit } from './source-shape.ts';

/** Where a file leaves its functions: by a statement, or by the value that a body ends with. */
export function placedExits(text: string, captures: ShapeCaptures): Exit[] {
  const failures = new Map(captures('failure').map((failure) => [placeOf(failure.range), failure]));
  const tails = tailsByContainer(captures);
  const stated = captures('exit').filter(({ role, parts }) => role === 'throw' || !isMany(tails, parts));
  const places = new Set(stated.map(({ range }) => placeOf(range)));
  const ended = lastValues(captures, tails).filter((range) => !places.has(placeOf(range)));
  return [
    ...stated.map((capture) => {
      const failure = failures.get(placeOf(capture.parts.get('text') ?? capture.range));
      if (failure !== undefined) return failureOf(text, capture.range, failure);
      return exitOf(text, capture.role === 'throw' ? 'throw' : 'return', capture);
    }),
    ...ended.map((range) => {
      const failure = failures.get(placeOf(range));
      if (failure !== undefined) return failureOf(text, range, failure);
      return exitOf(text, 'return', { range, parts: new Map([['text', range]]) });
    }),
  ];
}

type Parts = ShapeCapture['parts'];

/** Pieces of code by the code whose value they are. */
type Tails = ReadonlyMap<string, readonly OffsetRange[]>;

/** Whether a return gives what one of several pieces of code gives, as that of a `switch` does. */
function isMany(tails: Tails, parts: Parts): boolean {
  const value = parts.get('text');
  return value !== undefined && tails.has(placeOf(value));
}

function exitOf(
  text: string,
  kind: Exit['kind'],
  { range, parts }: Pick<ShapeCapture, 'range' | 'parts'>,
): Exit {
  const message = textOf(text, parts.get('message'));
  return {
    kind,
    text: onOneLine(textOf(text, parts.get('text')) ?? ''),
    errorType: textOf(text, parts.get('error')),
    message: message === undefined ? undefined : literalText(message),
    range,
  };
}

/** A value that says that something went wrong, such as `Err("negative")`. */
function failureOf(text: string, range: OffsetRange, failure: ShapeCapture): Exit {
  return exitOf(text, 'throw', { range, parts: new Map([...failure.parts, ['text', failure.range]]) });
}

function textOf(text: string, range: OffsetRange | undefined): string | undefined {
  return range && text.slice(range.start, range.end);
}

function tailsByContainer(captures: ShapeCaptures): Tails {
  const tails = new Map<string, OffsetRange[]>();
  for (const { range, parts } of captures('tail')) {
    const container = placeOf(parts.get('of') ?? range);
    tails.set(container, [...(tails.get(container) ?? []), range]);
  }
  return tails;
}

/**
 * The values that functions end with. A tail is what another piece of code has as its value, as a block has its last
 * expression and an `if` its blocks: we follow them from functions and returns down to what has none.
 */
function lastValues(captures: ShapeCaptures, tails: Tails): readonly OffsetRange[] {
  const functions = new Set(captures('function').map(({ range }) => placeOf(range)));
  const returned = captures('exit').filter(({ role }) => role === 'return');
  const starts = [...functions, ...returned.map(({ range, parts }) => placeOf(parts.get('text') ?? range))];
  const open = starts.flatMap((place) => tails.get(place) ?? []);
  const values = new Map<string, OffsetRange>();
  const seen = new Set<string>();
  for (let tail = open.pop(); tail !== undefined; tail = open.pop()) {
    const place = placeOf(tail);
    // A function that is given back is a value, whatever it gives itself.
    const inner = functions.has(place) ? undefined : tails.get(place);
    if (inner === undefined) values.set(place, tail);
    else if (!seen.has(place)) open.push(...inner);
    seen.add(place);
  }
  return [...values.values()];
}
