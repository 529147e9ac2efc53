import type { GiveUp } from './grammar.ts';
import { liesWithin, type OffsetRange } from './offset-range.ts';
import type { DefinitionKind, Outline } from './outline.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** A name that code at some place can use without saying where it comes from. */
export interface VisibleName {
  readonly name: string;
  readonly kind: DefinitionKind | 'local' | 'import';
  /** Where it is named first. */
  readonly offset: number;
}

/**
 * The names that are visible at `offset`, innermost first, as far as the language's queries tell scopes; what an
 * inner name hides is left out. Order of declaration is not looked at: a later function is visible in an earlier one.
 */
export function visibleNames(
  tree: SyntaxTree,
  outline: Outline,
  offset: number,
  giveUp: GiveUp,
): VisibleName[] {
  const { scopes, locals } = readScopes(tree, giveUp);
  const named = [...locals.map((range) => localName(tree.text, range)), ...globalNames(outline)];
  const visible = named
    .map((name) => ({ ...name, scope: smallestAround(name.range, scopes) ?? wholeOf(tree.text) }))
    .filter(({ scope }) => scope.start <= offset && offset <= scope.end)
    .sort((one, other) => sizeOf(one.scope) - sizeOf(other.scope) || other.offset - one.offset);
  const first = new Map<string, VisibleName>();
  for (const { name, kind, offset: at } of visible) {
    const known = first.get(name);
    // Where a definition and a local are the same place, the definition knows its kind.
    if (known === undefined || (known.offset === at && known.kind === 'local'))
      first.set(name, { name, kind, offset: at });
  }
  return [...first.values()];
}

interface NamedRange extends VisibleName {
  readonly range: OffsetRange;
}

function readScopes(tree: SyntaxTree, giveUp: GiveUp): { scopes: OffsetRange[]; locals: OffsetRange[] } {
  const scopes: OffsetRange[] = [];
  const locals: OffsetRange[] = [];
  for (const { captures } of tree.matches('scopes', giveUp)) {
    for (const { name, node } of captures) {
      const range = { start: node.startIndex, end: node.endIndex };
      if (name === 'scope') scopes.push(range);
      else if (name === 'local') locals.push(range);
    }
  }
  return { scopes, locals };
}

function localName(text: string, range: OffsetRange): NamedRange {
  return { name: text.slice(range.start, range.end), kind: 'local', offset: range.start, range };
}

function globalNames({ definitions, imports }: Outline): NamedRange[] {
  const naming = definitions.filter(({ kind }) => kind !== 'implementation' && kind !== 'constructor');
  const defined = naming.map(({ name, kind, nameRange, range }) => ({
    name,
    kind,
    offset: nameRange.start,
    range,
  }));
  const imported = imports.flatMap(({ names, range }) =>
    names
      .filter(({ local }) => local !== '*' && local !== '_')
      .map(({ local }) => ({ name: local, kind: 'import', offset: range.start, range }) as const),
  );
  return [...defined, ...imported];
}

function smallestAround(range: OffsetRange, scopes: readonly OffsetRange[]): OffsetRange | undefined {
  let smallest: OffsetRange | undefined;
  for (const scope of scopes) {
    if (!liesWithin(range, scope)) continue;
    if (smallest === undefined || sizeOf(scope) < sizeOf(smallest)) smallest = scope;
  }
  return smallest;
}

function wholeOf(text: string): OffsetRange {
  return { start: 0, end: text.length };
}

function sizeOf({ start, end }: OffsetRange): number {
  return end - start;
}
