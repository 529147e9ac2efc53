import { below, folderOf, segmentsOf, sharedCount } from '../../../../base/relative-paths.ts';
import type { TestScene } from '../test-scene.ts';
import type { ImportRequest, ImportWriter } from './import-writer.ts';

/** Imports of pytest and unittest. */
export const pythonImports: ImportWriter = async (request, signal) => {
  const { scene, names } = request;
  const module = relativeModule(request) ?? (await pythonModule(scene, signal));
  const wanted = [...new Set(names.map(({ name, around }) => around[0] ?? name))].sort();
  return {
    imports: [
      scene.framework === 'unittest' ? 'import unittest' : 'import pytest',
      ...(wanted.length === 0 ? [] : [`from ${module} import ${wanted.join(', ')}`]),
    ],
    preamble: neighborLine(request, /^from __future__ import annotations$/m),
    referenceOf: ({ name, around }) => [...around, name].join('.'),
  };
};

function neighborLine({ scene, existing }: ImportRequest, pattern: RegExp): readonly string[] {
  const text = existing ?? scene.near.read[0]?.text ?? '';
  return [pattern.exec(text)?.[0] ?? ''].filter((line) => line !== '');
}

/** `..math` where the tests of the folder lie in the package and import so. */
function relativeModule({ scene, testPath, existing }: ImportRequest): string | undefined {
  const folder = folderOf(testPath);
  const sibling = existing ?? scene.near.read.find(({ path }) => folderOf(path) === folder)?.text;
  if (sibling === undefined || !/^from \.[\w.]* import /m.test(sibling)) return undefined;
  if (
    /^(?:from|import) (?!\.|pytest|unittest|typing|__future__)/m.test(sibling) &&
    importsOwnAbsolutely(scene, sibling)
  )
    return undefined;
  const start = segmentsOf(folder);
  const target = scene.source.path.replace(/(?:\/__init__)?\.py$/, '').split('/');
  const shared = sharedCount(start, target);
  return `${'.'.repeat(start.length - shared + 1)}${target.slice(shared).join('.')}`;
}

function importsOwnAbsolutely({ source, view }: TestScene, text: string): boolean {
  const [top = ''] = dottedPath(view, source.path).split('.');
  return new RegExp(`^(?:from|import) ${top}\\b`, 'm').test(text);
}

/**
 * The absolute name of the source's module: below the folder that Python searches, which is the one around the
 * outermost package. Tests around it that name more or fewer folders are followed.
 */
async function pythonModule(
  { view, source, near, packageFolder }: TestScene,
  signal: AbortSignal,
): Promise<string> {
  const all = source.path.replace(/(?:\/__init__)?\.py$/, '').split('/');
  const names = all.map((_, index) => all.slice(index).join('.'));
  const text = near.read.map((test) => test.text).join('\n');
  const used = names.find((name) =>
    new RegExp(`^[ \\t]*(?:from|import)[ \\t]+${name.split('.')[0]}\\b`, 'm').test(text),
  );
  if (used !== undefined) return used;
  const dotted = dottedPath(view, source.path);
  if (dotted.includes('.')) return dotted;
  // Without packages the folders below the project count, but for one that only holds the sources.
  const base = await searchedFolder({ view, packageFolder, path: source.path }, signal);
  return all.slice(segmentsOf(base).length).join('.');
}

/** The module by its packages alone: the folders around it that have an `__init__.py`. */
function dottedPath(view: TestScene['view'], path: string): string {
  const parts = path.replace(/(?:\/__init__)?\.py$/, '').split('/');
  let first = parts.length - 1;
  while (first > 0 && view.has(below(parts.slice(0, first).join('/'), '__init__.py'))) first -= 1;
  return parts.slice(first).join('.');
}

async function searchedFolder(
  {
    view,
    packageFolder,
    path,
  }: { readonly view: TestScene['view']; readonly packageFolder: string; readonly path: string },
  signal: AbortSignal,
): Promise<string> {
  const manifest = (await view.text(below(packageFolder, 'pyproject.toml'), signal)) ?? '';
  const listed = [
    ...manifest.matchAll(/^[ \t]*(?:where|pythonpath|package-dir)[ \t]*=[^\n]*?["']([\w/.-]+)["']/gm),
  ];
  const named = [...listed.map(([, folder = '']) => folder.replace(/^\.\/|\/$/g, '')), 'src', 'lib'];
  const folders = named.map((name) => below(packageFolder, name));
  return folders.find((folder) => path.startsWith(`${folder}/`)) ?? packageFolder;
}
