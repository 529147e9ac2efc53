import { below, folderOf, foldersUpward } from '../../../../base/relative-paths.ts';
import { goModule } from '../../../../context/imports/go-module.ts';
import type { TestScene } from '../test-scene.ts';
import type { ImportRequest, ImportWriter } from './import-writer.ts';

/** Imports of go test: in the package itself, or in its `_test` package where the tests of the folder are. */
export const goImports: ImportWriter = async (request, signal) => {
  const { scene, existing } = request;
  const own = goPackageOf(scene.source.text);
  const name = existing === undefined ? packageOfTests(request, own) : goPackageOf(existing);
  const isOutside = name === `${own}_test`;
  const path = isOutside ? await importPath(scene, signal) : undefined;
  const asserting = /^(?:assert|require)$/.test(scene.near.read.length > 0 ? request.style.assertion : '');
  return {
    imports: [
      'import "testing"',
      ...(asserting ? [`import "github.com/stretchr/testify/${request.style.assertion}"`] : []),
      ...(path === undefined ? [] : [aliased(path, own)]),
    ],
    preamble: [`package ${name}`],
    referenceOf: (wanted) => {
      if (!isOutside) return wanted.name;
      return wanted.isExported ? `${own}.${wanted.name}` : undefined;
    },
  };
};

/** The word behind `package`. */
function goPackageOf(text: string): string {
  return /^package\s+(\w+)/m.exec(text)?.[1] ?? 'main';
}

/** As the nearest test of the folder has it; what others can't see is tested from inside. */
function packageOfTests({ scene, names }: ImportRequest, own: string): string {
  if (own === 'main' || names.some(({ isExported }) => !isExported)) return own;
  const folder = folderOf(scene.source.path);
  const sibling = scene.near.read.find(({ path }) => folderOf(path) === folder);
  if (sibling === undefined) return own;
  return goPackageOf(sibling.text) === `${own}_test` ? `${own}_test` : own;
}

async function importPath({ view, source }: TestScene, signal: AbortSignal): Promise<string | undefined> {
  for (const folder of foldersUpward(folderOf(source.path))) {
    const text = await view.text(below(folder, 'go.mod'), signal);
    if (text === undefined) continue;
    const rest = folderOf(source.path).slice(folder === '' ? 0 : folder.length + 1);
    return below(goModule(text).module, rest);
  }
  return undefined;
}

function aliased(path: string, name: string): string {
  const last = path
    .split('/')
    .filter((part) => !/^v\d+$/.test(part))
    .at(-1);
  return last === name ? `import "${path}"` : `import ${name} "${path}"`;
}
