import {
  below,
  folderOf,
  foldersUpward,
  isBelow,
  joinedPath,
  relativePath,
} from '../../../../base/relative-paths.ts';
import { isRecord, jsonRecord } from '../../../../context/imports/json-record.ts';
import { importedModules, scriptFileAt } from '../imported-sources.ts';
import { testFileName } from '../test-file-name.ts';
import type { TestScene } from '../test-scene.ts';
import type { ImportRequest } from './import-writer.ts';

/** What stands between the quotes of the source's import: as this file, its neighbors or the source itself write it. */
export async function scriptSpecifier(request: ImportRequest, signal: AbortSignal): Promise<string> {
  const { scene, testPath, existing } = request;
  const already = importedModules(existing ?? '').find(
    (module) => targetOf(scene, testPath, module) === scene.source.path,
  );
  if (already !== undefined) return already;
  const alias = aliasedSpecifier(scene);
  if (alias !== undefined) return alias;
  const ending = await endingInUse(request, signal);
  return relativePath(folderOf(testPath), scene.source.path).replace(/\.\w+$/, ending);
}

function targetOf(scene: TestScene, from: string, module: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const target = joinedPath(folderOf(from), module);
  return target === undefined ? undefined : scriptFileAt(scene, target);
}

/** An alias that the tests around use more than relative paths, where the source lies below what it stands for. */
function aliasedSpecifier(scene: TestScene): string | undefined {
  const { source, near } = scene;
  const modules = near.read.flatMap(({ path, text }) =>
    importedModules(text).map((module) => ({ path, module })),
  );
  const targets = modules
    .map(({ path, module }) => targetOf(scene, path, module))
    .filter((each) => each !== undefined);
  const relative = targets.filter((target) => testFileName(target, 'script') === undefined).length;
  const aliases = modules.flatMap(({ module }) => aliasOf(scene, module) ?? []);
  const fitting = aliases.filter(({ base }) => isBelow(source.path, base));
  const counted = fitting.map((alias) => ({
    alias,
    count: aliases.filter(({ prefix, base }) => prefix === alias.prefix && base === alias.base).length,
  }));
  const [usual] = counted.sort((one, other) => other.count - one.count);
  if (usual === undefined || usual.count <= relative) return undefined;
  const { prefix, base, ending } = usual.alias;
  const rest = base === '' ? source.path : source.path.slice(base.length + 1);
  return `${prefix}/${rest.replace(/\.\w+$/, ending)}`;
}

/** What a module such as `@/a/b` says of the folder that its first part stands for, if a file fits it. */
function aliasOf(
  { view, source }: TestScene,
  module: string,
): { prefix: string; base: string; ending: string } | undefined {
  if (!/^(?:[@~#]\w*|src|app|lib)\//.test(module)) return undefined;
  const prefix = module.slice(0, module.indexOf('/'));
  const ending = /\.[cm]?[jt]sx?$/.exec(module)?.[0] ?? '';
  const rest = module.slice(prefix.length + 1).replace(/\.[cm]?[jt]sx?$/, '');
  for (const folder of foldersUpward(folderOf(source.path))) {
    const target = below(folder, rest);
    const isThere = [
      '.ts',
      '.tsx',
      '.js',
      '.jsx',
      '.mts',
      '.mjs',
      '/index.ts',
      '/index.js',
      '/index.tsx',
    ].some((end) => view.has(`${target}${end}`));
    if (isThere) return { prefix, base: folder, ending };
  }
  return undefined;
}

/** With which ending, if any, relative imports name a file. */
async function endingInUse(
  { scene, testPath, existing }: ImportRequest,
  signal: AbortSignal,
): Promise<string> {
  const { source, near } = scene;
  const own = /\.\w+$/.exec(source.path)?.[0] ?? '';
  const texts = [{ path: testPath, text: existing ?? '' }, ...near.read, source];
  for (const { path, text } of texts) {
    for (const module of importedModules(text)) {
      const target = targetOf(scene, path, module);
      if (target === undefined) continue;
      const ending = /\.[cm]?[jt]sx?$/.exec(module)?.[0];
      if (ending === undefined) return '';
      return target.endsWith(ending) ? own : compiledEnding(own);
    }
  }
  return endingByConfig(scene, { own, testPath }, signal);
}

async function endingByConfig(
  { view, source, framework }: TestScene,
  { own, testPath }: { readonly own: string; readonly testPath: string },
  signal: AbortSignal,
): Promise<string> {
  for (const folder of foldersUpward(folderOf(source.path))) {
    const text = await view.text(below(folder, 'tsconfig.json'), signal);
    if (text === undefined) continue;
    const options = jsonRecord(text).compilerOptions;
    if (!isRecord(options)) continue;
    if (options.allowImportingTsExtensions === true || options.rewriteRelativeImportExtensions === true)
      return own;
    if (/^node(?:16|18|20|next)$/i.test(String(options.moduleResolution ?? options.module ?? '')))
      return compiledEnding(own);
    break;
  }
  const isTyped = /\.[cm]?tsx?$/.test(testPath);
  // Node strips types only of files that are named in full.
  if (framework === 'node:test') return own;
  return isTyped ? '' : (await isModulePackage(view, source.path, signal)) ? own : '';
}

/** Whether the nearest package.json says that `.js` files are ECMAScript modules. */
export async function isModulePackage(
  view: TestScene['view'],
  path: string,
  signal: AbortSignal,
): Promise<boolean> {
  if (/\.m[jt]s$/.test(path)) return true;
  for (const folder of foldersUpward(folderOf(path))) {
    const text = await view.text(below(folder, 'package.json'), signal);
    if (text !== undefined) return jsonRecord(text).type === 'module';
  }
  return false;
}

function compiledEnding(ending: string): string {
  return ending.replace(/^\.([cm]?)tsx?$/, '.$1js');
}
