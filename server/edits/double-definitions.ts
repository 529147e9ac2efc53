import { indentAt, indentOf } from '../base/line-indent.ts';
import type { Definition } from '../syntax/outline.ts';
import type { FunctionShape, SourceShape } from '../syntax/source-shape.ts';

/** A function that a change has defined a second time. */
export interface DoubleDefinition {
  readonly name: string;
  readonly range: Definition['range'];
}

/** A text with its shape. */
export interface ShapedText {
  readonly text: string;
  readonly shape: SourceShape;
}

/**
 * Functions that stand in a text more often than before, in the same class, with the same parameters: what comes of a
 * model that writes a function anew beside the old one. Overloads differ in their parameters.
 */
export function doubleDefinitions(
  before: ShapedText | undefined,
  after: ShapedText,
): readonly DoubleDefinition[] {
  const known = before === undefined ? new Map<string, number>() : countsOf(before);
  const seen = new Map<string, number>();
  return after.shape.functions.flatMap((each) => {
    const key = keyOf(each, after);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count > Math.max(1, known.get(key) ?? 0) ? [{ name: each.name, range: each.range }] : [];
  });
}

function countsOf(shaped: ShapedText): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const each of shaped.shape.functions) {
    const key = keyOf(each, shaped);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** The line that opens what a definition stands in, as its indentation tells: callbacks have no name of their own. */
function openingLine(text: string, start: number): string {
  const own = text.lastIndexOf('\n', start - 1) + 1;
  const indent = indentAt(text, start).length;
  for (let end = own - 1; end > 0 && indent > 0; end = text.lastIndexOf('\n', end - 1)) {
    const line = text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
    if (line.trim() !== '' && indentOf(line).length < indent) return line.trim();
  }
  return '';
}

/** Where it stands, what is said before its name (a receiver, modifiers), its name, its parameters. */
function keyOf({ definition, name, parameters }: FunctionShape, { text, shape }: ShapedText): string {
  const { definitions } = shape.outline;
  const own = definitions[definition];
  const around: string[] = [];
  for (let at = own?.parent; at !== undefined; at = definitions[at]?.parent) {
    const parent = definitions[at];
    around.push(`${parent?.kind} ${text.slice(parent?.signature.start, parent?.signature.end)}`);
  }
  const before = own === undefined ? '' : text.slice(own.signature.start, own.nameRange.start);
  const taken = parameters.map((each) => `${each.type ?? each.name}`);
  const opening = own === undefined ? '' : openingLine(text, own.signature.start);
  return JSON.stringify([around, opening, before.replaceAll(/\s+/g, ' '), name, taken]);
}
