import { leadReader } from './leading-lines.ts';
import type { OffsetRange } from './offset-range.ts';
import type { Outline } from './outline.ts';
import { parametersOf } from './parameters.ts';
import { placeOf, type ShapeCapture, type ShapeCaptures } from './shape-captures.ts';
import { exportedDefinitions, markedNames } from './shape-marks.ts';
import type { FunctionShape } from './source-shape.ts';
import { waysThrough } from './ways-through.ts';

/** The functions of a file that its outline names, in the order of the text. */
export function functionShapesOf(text: string, outline: Outline, captures: ShapeCaptures): FunctionShape[] {
  const parameters = parametersOf(text, captures);
  const ways = waysThrough(text, captures);
  const marked = markedNames(captures);
  const exported = exportedDefinitions(text, outline, captures);
  const leadsTo = leadReader(text, outline, captures);
  return namedFunctions(outline, captures).flatMap(({ parts, range: place, definition }) => {
    const found = outline.definitions[definition];
    if (found === undefined) return [];
    const { name, nameRange, range } = found;
    const body = parts.get('body');
    const returnType = textOf(text, parts.get('returns'));
    const { givesValue, branches, exits } = ways(place);
    return [
      {
        ...{ definition, name, range, returnType, branches, exits, ...leadsTo(range, body) },
        body: body && withoutBrackets(text, body),
        receiver: textOf(text, parts.get('receiver')),
        parameters: parameters.get(placeOf(parts.get('parameters') ?? place)) ?? [],
        isAsync: marked('async', nameRange),
        isExported: exported.has(definition),
        isStatic: marked('static', nameRange),
        isAccessor: marked('accessor', nameRange),
        returnsValue: returnType === undefined ? givesValue : isOfValue(returnType),
      },
    ];
  });
}

interface NamedFunction extends ShapeCapture {
  readonly definition: number;
}

/** Of two functions with one name, as an overwritten one, the outline knows one. */
function namedFunctions({ definitions }: Outline, captures: ShapeCaptures): NamedFunction[] {
  const byName = new Map(definitions.map(({ nameRange }, index) => [nameRange.start, index]));
  return captures('function').flatMap((capture) => {
    const name = capture.parts.get('name');
    const definition = name && byName.get(name.start);
    return definition === undefined ? [] : [{ ...capture, definition }];
  });
}

function textOf(text: string, range: OffsetRange | undefined): string | undefined {
  return range && text.slice(range.start, range.end);
}

function withoutBrackets(text: string, { start, end }: OffsetRange): OffsetRange {
  const isBracketed = end - start >= 2 && text[start] === '{' && text[end - 1] === '}';
  return isBracketed ? { start: start + 1, end: end - 1 } : { start, end };
}

function isOfValue(returnType: string): boolean {
  return !/^((Promise|Awaitable)<)?(void|never|undefined|None|Unit|Task|ValueTask|\(\)|!)>?$/.test(
    returnType,
  );
}
