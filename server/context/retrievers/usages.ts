import { definitionAround, ordered } from './chunk-finding.ts';
import { namesNear } from './names-near.ts';
import { proximity } from './proximity.ts';
import type { Finding, Place, Retriever, RootView } from './scene.ts';

/** Where what stands at the cursor is used: calls like the one being written, and callers of what is being changed. */
export const usages: Retriever = {
  name: 'usages',
  async retrieve({ root, place, task }) {
    if (place === undefined) return [];
    const around = definitionAround(place.record.definitions, place.line)?.name;
    const callers = around === undefined ? [] : usesOf(root, place, around, task === 'completion' ? 0.5 : 1);
    const imported = new Set(place.record.imports.flatMap(({ names }) => names.map(({ local }) => local)));
    const called = namesNear(place)
      .filter(({ name, owner }) => owner !== undefined || imported.has(name))
      .slice(0, mostNames)
      .flatMap(({ name, nearness }) => usesOf(root, place, name, nearness));
    return ordered([...callers, ...called], mostFindings);
  },
};

function usesOf(root: RootView, place: Place, name: string, weight: number): readonly Finding[] {
  const places = root.index.usagePlaces(name, tooMany);
  if (places.length === tooMany) return [];
  return places
    .filter(({ path, endLine }) => path !== place.path && endLine > 0)
    .map(({ path, startLine, endLine }) => ({
      ...{ path, startLine, endLine, reason: `uses ${name}` },
      score: (weight * (0.3 + proximity(place.path, path))) / Math.sqrt(places.length),
    }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, mostPerName);
}

const mostNames = 12;
const mostPerName = 3;
const mostFindings = 15;
/** What is used in so many places needs no example. */
const tooMany = 60;
