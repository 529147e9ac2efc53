import { below, folderOf, isBelow, segmentsOf } from '../../../base/relative-paths.ts';

import { conventionalPlace } from './conventional-place.ts';
import { existingTest } from './existing-test.ts';
import { rustPlace } from './rust-place.ts';
import { sourceStem, stemAndEnding, type TestFileName, type TestNaming } from './test-file-name.ts';
import { isFolderBeside, type Layout, layoutOf, restBelow } from './test-layout.ts';
import { type TestPair, testPairs } from './test-pairs.ts';
import type { TestPlace } from './test-place.ts';
import type { TestScene } from './test-scene.ts';

/** Finds the file for the tests of a source: that which has them already, else one laid out as those nearest. */
export async function placeTests(scene: TestScene, signal: AbortSignal): Promise<TestPlace> {
  if (scene.source.family === 'rust') return rustPlace(scene, signal);
  const planned = await plannedPlace(scene, signal);
  const existing = await existingTest(scene, planned.path, signal);
  if (existing !== undefined) {
    return { path: existing.path, isThere: true, why: `in ${existing.path}, ${existing.why}` };
  }
  return scene.view.has(planned.path) ? besideTheTaken(scene, planned) : { ...planned, isThere: false };
}

type PlannedPlace = Omit<TestPlace, 'isThere'>;

async function plannedPlace(scene: TestScene, signal: AbortSignal): Promise<PlannedPlace> {
  const { source, packageFolder, framework, view, near } = scene;
  if (framework === 'go test') return namedLike(scene, folderOf(source.path), goName);
  const pairs = testPairs(view, source, near);
  const own = pairs.filter(({ test }) => isBelow(test, packageFolder));
  const model = near.read.find(
    ({ path, naming }) => isBelow(path, packageFolder) && naming.before !== 'tests',
  );
  return (
    placeOfPairs(scene, own) ??
    (model === undefined ? undefined : likeUnpaired(scene, model.path, model)) ??
    placeOfPairs(scene, pairs) ??
    conventionalPlace(scene, signal)
  );
}

const goName: TestFileName = { stem: '', naming: { before: '', after: '_test' }, ending: '.go' };

function placeOfPairs(scene: TestScene, pairs: readonly TestPair[]): PlannedPlace | undefined {
  const folder = folderOf(scene.source.path);
  const beside = pairs.filter(({ source }) => folderOf(source) === folder);
  const usual = mostUsual(beside.map(({ test }) => folderOf(test)));
  const sibling = beside.find(({ test }) => folderOf(test) === usual);
  if (usual !== undefined && sibling !== undefined) return namedLike(scene, usual, sibling, sibling.test);
  const [nearest] = pairs;
  if (nearest === undefined) return undefined;
  return namedLike(scene, laidOutLike(scene, nearest, pairs), nearest, nearest.test);
}

function laidOutLike(
  { source, view, packageFolder }: TestScene,
  model: TestPair,
  pairs: readonly TestPair[],
): string {
  const layout = layoutOf(model.test, model.source);
  const folder = folderOf(source.path);
  if (layout.testPart.length === 0 && layout.sourcePart.length === 0) return folder;
  if (isFolderBeside(layout, packageFolder)) return below(folder, layout.testPart.join('/'));
  const rest = restBelow(layout, folder) ?? restInPackage(folder, packageFolder);
  const front = isBelow(model.test, packageFolder) ? layout.front : segmentsOf(packageFolder);
  const base = [...front, ...layout.testPart].join('/');
  const mirrored = below(base, rest.join('/'));
  const isMirroring =
    alwaysMirroring.has(source.family) ||
    view.paths.some((path) => path.startsWith(`${mirrored}/`)) ||
    pairs.some(({ test, source: about }) => mirrors(layoutOf(test, about), layout));
  return isMirroring ? mirrored : base;
}

/** Languages whose runners or users expect folders of tests to be those of the sources. */
const alwaysMirroring: ReadonlySet<string> = new Set(['java', 'php', 'ruby', 'c-sharp']);

function mirrors(layout: Layout, model: Layout): boolean {
  return layout.back.length > 0 && layout.testPart.join('/') === model.testPart.join('/');
}

/** The folders of a source in its package, without the one that holds all sources. */
function restInPackage(folder: string, packageFolder: string): readonly string[] {
  const rest = segmentsOf(folder).slice(segmentsOf(packageFolder).length);
  return /^(?:src|lib|app|source)$/.test(rest[0] ?? '') ? rest.slice(1) : rest;
}

/** Tests that are named after no source still show the folder that they lie in. */
function likeUnpaired(scene: TestScene, test: string, name: TestFileName): PlannedPlace {
  const segments = segmentsOf(folderOf(test));
  const at = segments.findLastIndex((segment) =>
    /^(?:__tests__|tests?|specs?|unit|.+\.(?:unit)?tests?)$/i.test(segment),
  );
  const own = folderOf(scene.source.path);
  if (at === -1) return namedLike(scene, own, name, test);
  const folder = segments[at] === '__tests__' ? below(own, '__tests__') : segments.slice(0, at + 1).join('/');
  return namedLike(scene, folder, name, test);
}

function namedLike(
  scene: TestScene,
  folder: string,
  { naming, ending }: TestFileName,
  model?: string,
): PlannedPlace {
  const path = below(folder, nameWith(scene, naming, endingLike(scene, ending)));
  const { path: source } = scene.source;
  const isBeside = folder === folderOf(source);
  const like = model === undefined ? '' : `, like ${model}`;
  return {
    path,
    why: isBeside ? `beside ${source}${like}` : `in ${folder === '' ? 'the root' : folder}${like}`,
  };
}

function nameWith({ source }: TestScene, { before, after }: TestNaming, ending: string): string {
  return `${before}${sourceStem(source.path, source.family)}${after}${ending}`;
}

/** The source's own ending, unless the tests around it are written in the other one of the two languages. */
function endingLike({ source, near }: TestScene, ending: string): string {
  if (source.family !== 'script') return ending;
  const own = stemAndEnding(source.path).ending;
  if (near.read.some((test) => test.ending === own)) return own;
  if (isTyped(own) !== isTyped(ending)) return ending.replace('x', '');
  return own.endsWith('x') ? own : ending.replace('x', '');
}

function isTyped(ending: string): boolean {
  return ending.includes('ts');
}

/** A file of that name is about something else, so the folder's name is put in front of ours. */
function besideTheTaken({ view, source }: TestScene, { path, why }: PlannedPlace): TestPlace {
  const folder = folderOf(source.path).split('/').at(-1) ?? '';
  const { stem, ending } = stemAndEnding(path);
  const separator = source.family === 'python' || source.family === 'ruby' ? '_' : '-';
  const own = sourceStem(source.path, source.family);
  const renamed = below(folderOf(path), `${stem.replace(own, () => `${folder}${separator}${own}`)}${ending}`);
  const isFree = folder !== '' && !view.has(renamed);
  return isFree
    ? {
        path: renamed,
        isThere: false,
        why: `${why}, with its folder's name since ${path} is about another file`,
      }
    : { path, isThere: true, why: `${why}, where other tests are already` };
}

function mostUsual(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0];
}
