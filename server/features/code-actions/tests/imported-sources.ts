import { folderOf, foldersUpward, joinedPath } from '../../../base/relative-paths.ts';

import { isOfFamily } from './test-family.ts';
import { testFileName } from './test-file-name.ts';
import type { TestScene } from './test-scene.ts';

/** The files of the project, tests and their helpers apart, that a test imports; for scripts and Python. */
export function importedSources(scene: TestScene, testPath: string, text: string): readonly string[] {
  const found =
    scene.source.family === 'python'
      ? pythonFiles(scene, testPath, text)
      : scriptFiles(scene, testPath, text);
  return [...new Set(found)].filter((path) => testFileName(path, scene.source.family) === undefined);
}

/** The modules that a script names, in the order of its text. */
export function importedModules(text: string): readonly string[] {
  return [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g)].map(
    ([, name = '']) => name,
  );
}

function scriptFiles(scene: TestScene, testPath: string, text: string): readonly string[] {
  return importedModules(text).flatMap((module) => {
    if (module.startsWith('.')) {
      const target = joinedPath(folderOf(testPath), module);
      return target === undefined ? [] : (scriptFileAt(scene, target) ?? []);
    }
    // An alias stands for some folder; what follows it tells the file well enough.
    const rest = module.slice(module.indexOf('/') + 1);
    const { path } = scene.source;
    const bare = path.replace(/(?:\/index)?\.\w+$/, '');
    const isOwn =
      module.includes('/') &&
      rest !== '' &&
      (bare === rest || bare.endsWith(`/${rest.replace(/\.\w+$/, '')}`));
    return isOwn && /^(?:[@~#]|src\b)/.test(module) ? path : [];
  });
}

/** The file that an import path without or with an ending, perhaps that of what is compiled from it, means. */
export function scriptFileAt({ view }: TestScene, target: string): string | undefined {
  const bare = target.replace(/\.[cm]?jsx?$/, '');
  const candidates = [
    target,
    ...[bare, target].flatMap((stem) => scriptEndings.map((end) => `${stem}${end}`)),
    ...scriptEndings.map((end) => `${target === '' ? '' : `${target}/`}index${end}`),
  ];
  return candidates.find((path) => view.has(path) && isOfFamily(path, 'script'));
}

const scriptEndings: readonly string[] = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

function pythonFiles(scene: TestScene, testPath: string, text: string): readonly string[] {
  const found: string[] = [];
  for (const [, dots = '', module = '', names = ''] of text.matchAll(
    /^[ \t]*from[ \t]+(\.*)((?:\w[\w.]*)?)[ \t]+import[ \t]+(\([^)]*\)|[^\n]*)/gm,
  )) {
    const folder = dots === '' ? undefined : joinedPath(folderOf(testPath), '../'.repeat(dots.length - 1));
    const words = [...names.matchAll(/[\w]+/g)].map(([word]) => word);
    const inner = words.flatMap((name) =>
      pythonFileAt(scene, folder, module === '' ? name : `${module}.${name}`),
    );
    found.push(...(inner.length > 0 ? inner : pythonFileAt(scene, folder, module)));
  }
  for (const [, list = ''] of text.matchAll(/^[ \t]*import[ \t]+([\w., \t]+)/gm)) {
    for (const part of list.split(','))
      found.push(...pythonFileAt(scene, undefined, part.trim().split(/\s/)[0] ?? ''));
  }
  return found;
}

/** The file of a dotted module, relative to a folder or, without one, to any folder that the source lies in. */
function pythonFileAt(
  { view, source }: TestScene,
  folder: string | undefined,
  module: string,
): readonly string[] {
  if (module === '' && folder === undefined) return [];
  const path = module.replaceAll('.', '/');
  const bases = folder === undefined ? ['', ...foldersUpward(folderOf(source.path))] : [folder];
  for (const base of bases) {
    const at = [base, path].filter((part) => part !== '').join('/');
    const file = [`${at}.py`, `${at}/__init__.py`].find((each) => view.has(each));
    if (file !== undefined) return [file];
  }
  return [];
}
