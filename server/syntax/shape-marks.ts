import type { OffsetRange } from './offset-range.ts';
import type { Definition, Outline } from './outline.ts';
import type { ShapeCaptures } from './shape-captures.ts';

/** Tells whether a name bears a mark, such as `@mark.static`. */
export function markedNames(captures: ShapeCaptures): (mark: string, name: OffsetRange) => boolean {
  const marked = new Set(captures('mark').map(({ role, range }) => `${role}:${range.start}`));
  return (mark, { start }) => marked.has(`${mark}:${start}`);
}

/**
 * Indexes of the definitions that other files can use: marked as exported, by a mark of their own or by their name
 * elsewhere, not hidden, and all around them is exported, too.
 */
export function exportedDefinitions(
  text: string,
  { definitions }: Outline,
  captures: ShapeCaptures,
): ReadonlySet<number> {
  const marked = markedNames(captures);
  const byName = namesOf(text, captures, 'exportedName');
  const hiddenNames = namesOf(text, captures, 'hiddenName');
  const exported = new Set<number>();
  // What is around something comes before it.
  definitions.forEach(({ name, nameRange, parent }, index) => {
    const isNamed = parent === undefined && byName.has(name);
    const isHidden = marked('hidden', nameRange) || hiddenNames.has(name);
    if (isHidden || !(isNamed || marked('exported', nameRange))) return;
    if (parent === undefined || (exported.has(parent) && !isFunction(definitions[parent])))
      exported.add(index);
  });
  return exported;
}

function namesOf(text: string, captures: ShapeCaptures, mark: string): ReadonlySet<string> {
  const places = captures('mark').filter(({ role }) => role === mark);
  return new Set(places.map(({ range }) => text.slice(range.start, range.end).replace(/^:/, '')));
}

/** What stands in a function is its own. */
function isFunction(definition: Definition | undefined): boolean {
  return definition !== undefined && functionKinds.has(definition.kind);
}

const functionKinds: ReadonlySet<string> = new Set(['function', 'method', 'constructor', 'macro']);
