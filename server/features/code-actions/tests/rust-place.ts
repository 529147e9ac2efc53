import { below, folderOf, isBelow } from '../../../base/relative-paths.ts';
import { runnersOfTest } from './runners-of-test.ts';
import { stemAndEnding } from './test-file-name.ts';
import type { TestPlace } from './test-place.ts';
import type { TestScene } from './test-scene.ts';

/**
 * Where tests of Rust go: into the module of tests that the file has or names; else, where the crate keeps its tests in
 * `tests/` and no file around has such a module, there; else into a new module in the file itself.
 */
export async function rustPlace(scene: TestScene, signal: AbortSignal): Promise<TestPlace> {
  const { source } = scene;
  const named = moduleFile(scene);
  if (named !== undefined) return { path: named, isThere: true, why: `in ${named}, its module of tests` };
  const inSource: TestPlace = {
    path: source.path,
    isThere: true,
    why: `in ${source.path} itself, as Rust has it`,
  };
  if (holdsTests(source.text)) return { ...inSource, why: `in the module of tests that ${source.path} has` };
  const kept = keptApart(scene);
  if (kept === undefined || (await neighboursHoldTests(scene, signal))) return inSource;
  const path = below(scene.packageFolder, `tests/${stemOfModule(source.path)}.rs`);
  return {
    path,
    isThere: scene.view.has(path),
    why: `in tests/, where this crate keeps its tests, like ${kept}`,
  };
}

/** Whether a file of Rust has a module of unit tests in it. */
export function holdsTests(text: string): boolean {
  return /#\[cfg\((?:test|all\(test\b[^)]*\))\)\]\s*(?:\/\/[^\n]*\n\s*)*(?:pub(?:\([^)]*\))?\s+)?mod\s+\w+\s*\{/.test(
    text,
  );
}

/** The file of `#[cfg(test)] mod tests;`. */
function moduleFile({ source, view }: TestScene): string | undefined {
  const name = /#\[cfg\(test\)\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/.exec(source.text)?.[1];
  if (name === undefined) return undefined;
  const { stem } = stemAndEnding(source.path);
  const own = ['mod', 'lib', 'main'].includes(stem)
    ? folderOf(source.path)
    : below(folderOf(source.path), stem);
  return [below(own, `${name}.rs`), below(own, `${name}/mod.rs`)].find((path) => view.has(path));
}

/** A test in `tests/` of a crate that is a library, since others can't be used from there. */
function keptApart({ view, packageFolder, near }: TestScene): string | undefined {
  if (!view.has(below(packageFolder, 'src/lib.rs'))) return undefined;
  const folder = below(packageFolder, 'tests');
  return near.read.find(({ path }) => folderOf(path) === folder)?.path;
}

async function neighboursHoldTests(
  { view, source, packageFolder }: TestScene,
  signal: AbortSignal,
): Promise<boolean> {
  const sources = view.paths.filter(
    (path) => path.endsWith('.rs') && isBelow(path, below(packageFolder, 'src')),
  );
  const folder = folderOf(source.path);
  const nearest = [...sources].sort(
    (one, other) => Number(folderOf(other) === folder) - Number(folderOf(one) === folder),
  );
  for (const path of nearest.slice(0, mostNeighbours)) {
    const text = (await view.text(path, signal)) ?? '';
    if (holdsTests(text) && runnersOfTest(text, 'rust') !== undefined) return true;
  }
  return false;
}

function stemOfModule(path: string): string {
  const { stem } = stemAndEnding(path);
  return stem === 'mod' ? (path.split('/').at(-2) ?? stem) : stem;
}

const mostNeighbours = 12;
