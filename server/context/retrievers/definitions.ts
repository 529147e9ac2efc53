import type { ImportRecord } from '../index/file-record.ts';
import { definitionsIn, importedDefinitions, type Located } from './definition-lookup.ts';
import { likelihood, type PlaceFacts, placeFacts } from './import-likelihood.ts';
import { importedNames } from './imported-names.ts';
import { type NearName, namesNear, typedPrefix } from './names-near.ts';
import { proximity } from './proximity.ts';
import type { Finding, Place, Retriever, RootView, Scene } from './scene.ts';

/**
 * The definitions of the names that are, or may soon be, at the cursor: through the imports of the file first, the
 * likeliest import first, then by name alone.
 */
export const definitions: Retriever = {
  name: 'definitions',
  async retrieve({ root, place, task }: Scene): Promise<readonly Finding[]> {
    if (place === undefined) return [];
    const near = namesNear(place);
    const facts = placeFacts(place, near);
    const imported = fromImports(root, place, facts);
    const named = byName(root, place, near, new Set(imported.map(({ name }) => name)));
    return [...imported, ...named]
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1) || a.startLine - b.startLine)
      .slice(0, task === 'completion' ? mostForCompletion : mostFindings);
  },
};

interface NamedFinding extends Finding {
  readonly name: string;
}

function fromImports(root: RootView, place: Place, facts: PlaceFacts): readonly NamedFinding[] {
  const prefix = typedPrefix(place);
  const isWanted = (local: string) => prefix === '' || isTyped(local, prefix) || facts.near.has(local);
  const single = importedNames(root, place, facts, isWanted).flatMap(
    ({ local, module, definitions, evidence }) => {
      const base = importBase + likelihood(evidence) + (isTyped(local, prefix) ? typedBonus : 0);
      return definitions.map((located, at) =>
        finding(located, local, `, imported from ${module}`, base - at * laterOverload),
      );
    },
  );
  const whole = place.record.imports.flatMap((statement) =>
    statement.names.flatMap(({ original, local }) =>
      original === '*' ? members(root, place, statement, local, facts) : [],
    ),
  );
  return [...single, ...whole];
}

function isTyped(local: string, prefix: string): boolean {
  return prefix !== '' && local.toLowerCase().startsWith(prefix.toLowerCase());
}

/** Of a module that is imported as a whole, what is used of it near the cursor. */
function members(
  root: RootView,
  place: Place,
  { module }: ImportRecord,
  local: string,
  facts: PlaceFacts,
): readonly NamedFinding[] {
  const used = [...facts.near.values()].filter(({ owner }) => local === '*' || owner === local);
  return used
    .slice(0, mostMembers)
    .flatMap(({ name, nearness }) =>
      importedDefinitions(root, place.path, { module, name, local: name }).map((located) =>
        finding(located, name, `, of ${module}`, importBase + nearness),
      ),
    );
}

/** Names that no import explains: those of the same package, of members, of whatever is known everywhere. */
function byName(
  root: RootView,
  place: Place,
  near: readonly NearName[],
  known: ReadonlySet<string>,
): readonly NamedFinding[] {
  const own = new Set(place.record.definitions.map(({ name }) => name));
  return near
    .filter(({ name }) => !known.has(name) && !own.has(name))
    .slice(0, mostNames)
    .flatMap(({ name, nearness }) => {
      const places = root.index.definitionPlaces(name, tooMany);
      if (places.length === 0 || places.length >= tooMany) return [];
      const paths = [...new Set(places.map(({ path }) => path))].filter((path) => path !== place.path);
      const ranked = paths
        .map((path) => ({ path, closeness: proximity(place.path, path) }))
        .sort((a, b) => b.closeness - a.closeness || (a.path < b.path ? -1 : 1))
        .slice(0, mostByName);
      return ranked.flatMap(({ path, closeness }) =>
        definitionsIn(root, path, name).map((located) =>
          finding(located, name, '', (nearness * (0.5 + closeness)) / Math.sqrt(paths.length)),
        ),
      );
    });
}

function finding({ path, definition }: Located, name: string, where: string, score: number): NamedFinding {
  const { leadLine, endLine } = definition;
  return { path, startLine: leadLine, endLine, name, score, reason: `defines ${name}${where}` };
}

const importBase = 0.5;
const laterOverload = 0.1;
const typedBonus = 1;
const mostFindings = 40;
/** The budget is small, and what ranks lower is worth less there than usages and similar code. */
const mostForCompletion = 8;
const mostMembers = 10;
const mostNames = 60;
const mostByName = 2;
/** A name that so many places define tells nothing. */
const tooMany = 12;
