import { folderOf, segmentsOf, sharedCount } from '../../base/relative-paths.ts';
import { definitionAround, headOf, ordered, spanAround } from './chunk-finding.ts';
import { definitionsIn } from './definition-lookup.ts';
import { proximity } from './proximity.ts';
import type { Finding, Place, Retriever, RootView } from './scene.ts';
import { namesOfSources, namesOfTests } from './test-names.ts';

/** The test of a source, at the case about what the cursor is in; the source of a test, at what the case is about. */
export const tests: Retriever = {
  name: 'tests',
  async retrieve({ root, place }) {
    if (place === undefined) return [];
    const sources = siblings(root, place, namesOfSources(place.path));
    const own = siblings(root, place, namesOfTests(place.path));
    return ordered(
      [
        ...sources.map(({ path, score }) => aboutCase(root, place, path, score)),
        ...own.map(({ path, score }) => caseAbout(root, place, path, score)),
      ].flatMap((finding) => finding ?? []),
      mostFindings,
    );
  },
};

interface Sibling {
  readonly path: string;
  readonly score: number;
}

function siblings(root: RootView, place: Place, names: readonly string[]): readonly Sibling[] {
  return names
    .flatMap((name) => root.index.named(name))
    .filter((path) => path !== place.path)
    .map((path) => ({ path, score: likeness(place.path, path) }))
    .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
    .slice(0, mostSiblings);
}

/** `src/a/b.ts` and `test/a/b.test.ts` are further apart than their names say. */
function likeness(one: string, other: string): number {
  const a = segmentsOf(folderOf(one)).toReversed();
  const b = segmentsOf(folderOf(other)).toReversed();
  const same = sharedCount(a, b);
  return proximity(one, other) + same / Math.max(1, a.length, b.length);
}

function aboutCase(root: RootView, place: Place, path: string, score: number): Finding | undefined {
  const used = place.record.imports.flatMap(({ names }) => names.map(({ original }) => original));
  const found = used.flatMap((name) => definitionsIn(root, path, name))[0]?.definition;
  const span =
    found === undefined ? headOf(root, path) : { startLine: found.leadLine, endLine: found.endLine };
  return span && { path, ...span, reason: 'what this test is about', score };
}

function caseAbout(root: RootView, place: Place, path: string, score: number): Finding | undefined {
  const around = definitionAround(place.record.definitions, place.line)?.name;
  const use =
    around === undefined
      ? undefined
      : root.index.usagePlaces(around, mostUses).find((each) => each.path === path && each.endLine > 0);
  const span = use === undefined ? headOf(root, path) : spanOf(root, path, use);
  const subject = use === undefined ? 'of this file' : `of ${around}`;
  return span && { path, startLine: span.startLine, endLine: span.endLine, reason: `test ${subject}`, score };
}

function spanOf(
  root: RootView,
  path: string,
  { startLine, endLine }: { startLine: number; endLine: number },
) {
  return endLine - startLine <= longestCase ? { startLine, endLine } : spanAround(root, path, startLine);
}

const mostFindings = 4;
const mostSiblings = 2;
const mostUses = 200;
const longestCase = 120;
