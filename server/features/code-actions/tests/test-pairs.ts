import { folderOf, segmentsOf, sharedCount } from '../../../base/relative-paths.ts';

import type { NearTests, TestedFile } from './nearest-tests.ts';
import type { ProjectView } from './project-view.ts';
import { isOfFamily } from './test-family.ts';
import { sourceStem, stemAndEnding, type TestFileName, testFileName } from './test-file-name.ts';

/** A test and the source that it is named after. */
export interface TestPair extends TestFileName {
  readonly test: string;
  readonly source: string;
}

/** The tests near a file with their sources; those in the folders nearest to the file's own first. */
export function testPairs(view: ProjectView, source: TestedFile, near: NearTests): readonly TestPair[] {
  const sources = sourcesByStem(view, source);
  const read = new Set(near.read.map(({ path }) => path));
  const pairs = near.paths.slice(0, mostPaths).flatMap((test): readonly TestPair[] => {
    const name = testFileName(test, source.family);
    if (name === undefined || name.stem === '') return [];
    // A bare name says nothing of whether there is a test in it.
    if (name.naming.before + name.naming.after === '' && !read.has(test)) return [];
    const about = nearestTo(test, sources.get(name.stem) ?? []);
    return about === undefined || about === source.path ? [] : [{ test, source: about, ...name }];
  });
  const own = segmentsOf(folderOf(source.path));
  const closeness = ({ source: path }: TestPair) => sharedCount(segmentsOf(folderOf(path)), own);
  return [...pairs].sort((one, other) => closeness(other) - closeness(one));
}

function sourcesByStem(view: ProjectView, { family }: TestedFile): ReadonlyMap<string, readonly string[]> {
  const byStem = new Map<string, string[]>();
  for (const path of view.paths) {
    if (!isOfFamily(path, family) || testFileName(path, family) !== undefined) continue;
    for (const stem of new Set([stemAndEnding(path).stem, sourceStem(path, family)])) {
      const known = byStem.get(stem);
      if (known === undefined) byStem.set(stem, [path]);
      else known.push(path);
    }
  }
  return byStem;
}

function nearestTo(test: string, sources: readonly string[]): string | undefined {
  let best: { readonly path: string; readonly score: number } | undefined;
  for (const path of sources) {
    const score = likeness(segmentsOf(folderOf(test)), segmentsOf(folderOf(path)));
    if (best === undefined || score > best.score) best = { path, score };
  }
  return best?.path;
}

/** Shared folders count, at the front and at the end; folders that only one has count against it, a little. */
function likeness(test: readonly string[], source: readonly string[]): number {
  const front = sharedCount(test, source);
  const back = sharedCount(test.slice(front).reverse(), source.slice(front).reverse());
  return front + back - (test.length + source.length - 2 * (front + back)) / 100;
}

/** Of how many tests the source is looked for. */
const mostPaths = 400;
