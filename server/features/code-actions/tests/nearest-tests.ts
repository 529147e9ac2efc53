import { folderOf, sharedCount } from '../../../base/relative-paths.ts';

import type { ProjectView } from './project-view.ts';
import { runnersOfTest } from './runners-of-test.ts';
import { isOfFamily, type TestFamily } from './test-family.ts';
import { isForeignTest, type TestFileName, testFileName } from './test-file-name.ts';

/** A file for which tests are wanted. */
export interface TestedFile {
  /** Relative to its root. */
  readonly path: string;
  readonly text: string;
  /** As `grammars/languages.json` names it. */
  readonly language: string;
  readonly family: TestFamily;
}

/** An existing test that was read because it is near. */
export interface NearTest extends TestFileName {
  readonly path: string;
  readonly text: string;
  /** The runners it may be written for; never empty. */
  readonly runners: readonly string[];
}

/** The tests of a project by their nearness to one source. */
export interface NearTests {
  /** All paths that are named like tests of the same family, nearest first. */
  readonly paths: readonly string[];
  /** Those of them that were read, nearest first, each with a test in it. */
  readonly read: readonly NearTest[];
}

/** Finds the tests near a file that can be a model for its own; e2e and integration tests and copies are none. */
export async function nearestTests(
  view: ProjectView,
  source: TestedFile,
  signal: AbortSignal,
): Promise<NearTests> {
  const paths = byNearness(testPaths(view, source), source.path);
  const read: NearTest[] = [];
  for (const path of paths.slice(0, mostRead)) {
    if (path === source.path) continue;
    const text = await view.text(path, signal);
    const name = testFileName(path, source.family);
    const runners = text === undefined ? undefined : runnersOfTest(text, source.family);
    if (text === undefined || name === undefined || runners === undefined) continue;
    if (runners.some((runner) => browserRunners.has(runner))) continue;
    read.push({ path, text, runners, ...name });
  }
  return { paths, read };
}

function testPaths(view: ProjectView, { path: sourcePath, family }: TestedFile): readonly string[] {
  return view.paths.filter(
    (path) =>
      isOfFamily(path, family) &&
      testFileName(path, family) !== undefined &&
      !isForeignTest(path, sourcePath),
  );
}

/** By folders shared with the source, whether at the front or, where tests mirror sources, at the end. */
function byNearness(paths: readonly string[], sourcePath: string): readonly string[] {
  const from = folderOf(sourcePath).split('/');
  const ranked = paths.map((path) => ({ path, ...nearnessOf(folderOf(path).split('/'), from) }));
  ranked.sort(
    (one, other) =>
      other.shared - one.shared ||
      Number(isInTestFolder(other.path)) - Number(isInTestFolder(one.path)) ||
      one.depth - other.depth ||
      (one.path < other.path ? -1 : 1),
  );
  return ranked.map(({ path }) => path);
}

function nearnessOf(
  folder: readonly string[],
  from: readonly string[],
): { readonly shared: number; readonly depth: number } {
  const front = sharedCount(folder, from);
  const mirrored = sharedCount(folder.slice(front).reverse(), from.slice(front).reverse());
  return { shared: front + mirrored, depth: folder.length };
}

/** Of equals, tests among tests are better models than one that lies somewhere. */
function isInTestFolder(path: string): boolean {
  return /(?:^|\/)(?:__tests__|tests?|testing|specs?)\//i.test(path);
}

/** They drive a browser, so their tests are none of a function's. */
const browserRunners: ReadonlySet<string> = new Set(['Playwright', 'Cypress']);

/** How many files are read at most to learn how tests are written here. */
const mostRead = 12;
