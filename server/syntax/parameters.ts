import { placeOf, type ShapeCapture, type ShapeCaptures } from './shape-captures.ts';
import type { Parameter } from './source-shape.ts';

/** The parameters of each list of parameters, by its place; some patterns only add to what others found. */
export function parametersOf(
  text: string,
  captures: ShapeCaptures,
): ReadonlyMap<string, readonly Parameter[]> {
  const lists = new Map<string, Parameter[]>();
  for (const capture of captures('parameter')) {
    const list = capture.parts.get('parameters');
    if (list === undefined) continue;
    const known = lists.get(placeOf(list)) ?? [];
    known.push(parameterOf(text, capture));
    lists.set(placeOf(list), known);
  }
  return lists;
}

function parameterOf(text: string, { parts, flags }: ShapeCapture): Parameter {
  const part = (name: string) => {
    const range = parts.get(name);
    return range && text.slice(range.start, range.end);
  };
  const defaultValue = part('default');
  return {
    name: part('name') ?? '',
    type: part('type'),
    defaultValue,
    isOptional: defaultValue !== undefined || flags.has('optional'),
    isRest: flags.has('rest'),
    isKeyword: flags.has('keyword'),
  };
}
