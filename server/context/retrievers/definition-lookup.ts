import { nameOf } from '../../base/relative-paths.ts';
import type { DefinitionRecord } from '../index/file-record.ts';
import type { RootView } from './scene.ts';

/** A definition in a file. */
export interface Located {
  readonly path: string;
  readonly definition: DefinitionRecord;
}

/**
 * The definitions that an import of `name` from `module` means: in the files that the module names, or where these
 * have it from. Several for overloads. `default` means the file's main definition.
 */
export function importedDefinitions(
  root: RootView,
  from: string,
  { module, name, local }: { readonly module: string; readonly name: string; readonly local: string },
): readonly Located[] {
  return follow(root, { from, module, name, local }, new Set(), mostSteps);
}

/**
 * The definitions of exactly this name at the top of a file, or in it where it has none at its top. Overloads that
 * follow one another are one.
 */
export function definitionsIn(root: RootView, path: string, name: string): readonly Located[] {
  const all = root.index.record(path)?.definitions ?? [];
  const named = all.filter((definition) => definition.name === name);
  const top = named.filter(({ parent }) => parent === undefined);
  return joined(top.length > 0 ? top : named)
    .slice(0, mostOverloads)
    .map((definition) => ({ path, definition }));
}

function joined(definitions: readonly DefinitionRecord[]): readonly DefinitionRecord[] {
  const found: DefinitionRecord[] = [];
  for (const definition of definitions) {
    const last = found.at(-1);
    const follows =
      last !== undefined &&
      last.parent === definition.parent &&
      definition.leadLine <= last.endLine + mostBlankLines;
    if (follows) found[found.length - 1] = { ...last, endLine: Math.max(last.endLine, definition.endLine) };
    else found.push(definition);
  }
  return found;
}

interface Step {
  readonly from: string;
  readonly module: string;
  readonly name: string;
  readonly local: string;
}

function follow(root: RootView, step: Step, seen: Set<string>, left: number): readonly Located[] {
  const { from, module, name, local } = step;
  const targets = root
    .resolveImport(from, module, name === '*' ? [] : [name])
    .filter((path) => path !== from);
  for (const path of targets) {
    const found = name === 'default' ? mainDefinition(root, path, local) : definitionsIn(root, path, name);
    if (found.length > 0) return found;
  }
  if (left === 0) return [];
  for (const path of targets) {
    const key = `${path}\0${name}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const found = reexported(root, path, step, seen, left);
    if (found.length > 0) return found;
  }
  return [];
}

/** Follows what a file itself imports under that name, and then what it imports as a whole. */
function reexported(
  root: RootView,
  path: string,
  { name, local }: Step,
  seen: Set<string>,
  left: number,
): readonly Located[] {
  const imports = root.index.record(path)?.imports ?? [];
  for (const { module, names } of imports) {
    const own = names.find((each) => each.local === name);
    if (own === undefined || own.original === '*') continue;
    const found = follow(root, { from: path, module, name: own.original, local }, seen, left - 1);
    if (found.length > 0) return found;
  }
  const whole = imports.filter(
    ({ module, names }) =>
      isRelative(module) && (names.length === 0 || names.some((each) => each.local === '*')),
  );
  if (whole.length === 0) return [];
  const below = name === 'default' ? [] : onlyDefinitionBelow(root, path, name);
  if (below.length > 0) return below;
  for (const { module } of whole) {
    const found = follow(root, { from: path, module, name, local }, seen, left - 1);
    if (found.length > 0) return found;
  }
  return [];
}

/** A barrel has what lies below its folder: where one file alone defines the name there, nothing need be followed. */
function onlyDefinitionBelow(root: RootView, barrel: string, name: string): readonly Located[] {
  const folder = barrel.slice(0, barrel.lastIndexOf('/') + 1);
  const places = root.index.definitionPlaces(name, mostDefiners);
  if (places.length === mostDefiners) return [];
  const paths = new Set(places.map((place) => place.path).filter((path) => path.startsWith(folder)));
  const [path] = paths;
  if (path === undefined || paths.size > 1) return [];
  const found = definitionsIn(root, path, name);
  return found.every(({ definition }) => definition.parent === undefined) ? found : [];
}

/** A module without names may be a re-export of everything; one of a package is not searched for it. */
function isRelative(module: string): boolean {
  return /^(?:\.|crate::|self::|super::)/.test(module);
}

/** What a file mainly defines: what is called like the import or like the file, or else its first class or function. */
function mainDefinition(root: RootView, path: string, local: string): readonly Located[] {
  const top = (root.index.record(path)?.definitions ?? []).filter(({ parent }) => parent === undefined);
  const wanted = [local, stemOf(path)].map(folded);
  const main =
    wanted.map((name) => top.find((each) => folded(each.name) === name)).find((each) => each !== undefined) ??
    top.find(({ kind }) => kind === 'class' || kind === 'function') ??
    top[0];
  return main === undefined ? [] : [{ path, definition: main }];
}

function folded(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

function stemOf(path: string): string {
  const name = nameOf(path);
  return name.slice(0, name.indexOf('.') < 0 ? undefined : name.indexOf('.'));
}

const mostSteps = 5;
/** Chunks that define one name. */
const mostDefiners = 40;
const mostOverloads = 4;
/** Between two overloads. */
const mostBlankLines = 2;
