import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { FunctionShape, SourceShape } from '../../../syntax/source-shape.ts';

/**
 * The shape of an older text for the present one, as far as offers look at it: where functions, definitions and imports
 * are. Between the two lies one stretch that has changed; what has come with it is not known.
 */
export function carriedShape(shape: SourceShape, before: string, after: string): SourceShape {
  if (before === after) return shape;
  const { moveStart, moveEnd } = moversBetween(before, after);
  const moved = ({ start, end }: OffsetRange) => {
    const first = moveStart(start);
    return { start: first, end: Math.max(first, moveEnd(end)) };
  };
  const { outline, functions } = shape;
  return {
    ...shape,
    outline: {
      ...outline,
      definitions: outline.definitions.map((each) => ({
        ...each,
        range: moved(each.range),
        nameRange: moved(each.nameRange),
        signature: moved(each.signature),
      })),
      imports: outline.imports.map((each) => ({ ...each, range: moved(each.range) })),
    },
    functions: functions.map((each) => movedFunction(each, moveStart, moved)),
  };
}

function movedFunction(
  each: FunctionShape,
  move: (offset: number) => number,
  moved: (range: OffsetRange) => OffsetRange,
): FunctionShape {
  const { range, leadStart, body, documentation } = each;
  return {
    ...each,
    range: moved(range),
    leadStart: move(leadStart),
    body: body === undefined ? undefined : moved(body),
    documentation: documentation === undefined ? undefined : moved(documentation),
  };
}

/** What stood behind the change stays behind it, what stood in it is where it begins; what comes at an edge is outside. */
function moversBetween(before: string, after: string) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  const [last, newLast] = [before.length - 1, after.length - 1];
  while (tail < most - head && before.charCodeAt(last - tail) === after.charCodeAt(newLast - tail)) tail += 1;
  const end = before.length - tail;
  const grown = after.length - before.length;
  return {
    moveStart: (offset: number) => (offset < head ? offset : offset >= end ? offset + grown : head),
    moveEnd: (offset: number) => (offset <= head ? offset : offset >= end ? offset + grown : head),
  };
}
