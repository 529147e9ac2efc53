import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import { packageManifest, packageTargets } from '../imports/package-manifest.ts';
import { scriptCandidates } from '../imports/script-candidates.ts';
import { packageAndSubpath } from '../imports/script-packages.ts';
import type { DependencyFile, DependencySession } from './dependency-session.ts';
import { isOwnFile, type LocatedImport, type PackageLocator } from './package-locator.ts';

/** Packages in the nearest `node_modules`: their types, those of `@types`, else their JavaScript. */
export class NodeLocator implements PackageLocator {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async locate(session: DependencySession, wanted: LocatedImport): Promise<readonly DependencyFile[]> {
    const { base, path, module } = wanted;
    if (module.startsWith('.')) {
      // A package of the workspace that is linked counts as the user's own too: its files are resolved elsewhere.
      const target = isOwnFile(this.#root, wanted) ? undefined : joinedPath(folderOf(path), module);
      return target === undefined ? [] : listOf(await session.first(base, declaredFirst([target])));
    }
    const builtIn = module.replace(/^node:/, '');
    const inNode = { name: '@types/node', subpath: `${builtIn}.d.ts` };
    const parts = module.startsWith('node:') ? inNode : packageAndSubpath(module);
    if (parts === undefined) return [];
    for (const folder of foldersUpward(folderOf(path))) {
      if (/(?:^|\/)node_modules$/.test(folder)) continue;
      const found = await this.#inModules(session, {
        base,
        ...parts,
        modules: below(folder, 'node_modules'),
      });
      if (found !== undefined) return [found];
    }
    return [];
  }

  async #inModules(session: DependencySession, wanted: PackagePart): Promise<DependencyFile | undefined> {
    const { base, name, subpath, modules } = wanted;
    const own = `${modules}/${name}`;
    const targets = await targetsOf(session, wanted, own);
    const declared = targets && (await session.first(base, declaredFirst(targets).filter(isTyped)));
    if (declared !== undefined) return declared;
    const types = `${modules}/@types/${name.replace(/^@(.*)\//, '$1__')}`;
    const typed = await targetsOf(session, wanted, types);
    const fromTypes = typed && (await session.first(base, declaredFirst(typed).filter(isTyped)));
    if (fromTypes !== undefined) return fromTypes;
    if (targets !== undefined)
      return session.first(
        base,
        targets.flatMap((each) => [...scriptCandidates(each)]),
      );
    return name.includes('/') || subpath !== ''
      ? undefined
      : session.read(base, `${modules}/@types/node/${name}.d.ts`);
  }
}

interface PackagePart {
  readonly base: string;
  readonly name: string;
  readonly subpath: string;
  readonly modules: string;
}

/** Paths that the package in a folder names for a part of it; undefined when there is no package. */
async function targetsOf(
  session: DependencySession,
  { base, subpath }: PackagePart,
  folder: string,
): Promise<readonly string[] | undefined> {
  const manifest = await session.read(base, `${folder}/package.json`);
  if (manifest === undefined) return undefined;
  const named = packageTargets(packageManifest(manifest.stored.text), subpath);
  const all = [...named, subpath === '' ? 'index' : subpath];
  const inside = all.flatMap((target) => {
    const path = joinedPath('', target);
    return path === undefined || path === '' ? [] : `${folder}/${path}`;
  });
  return [...new Set(inside)];
}

/** Files that such paths may mean, declarations before what they declare. */
function declaredFirst(targets: readonly string[]): readonly string[] {
  const all = targets.flatMap((target) => [...scriptCandidates(target)]);
  return [...all.filter(isDeclaration), ...all.filter((path) => !isDeclaration(path))].filter(isScript);
}

function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path);
}

function isTyped(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function listOf(file: DependencyFile | undefined): readonly DependencyFile[] {
  return file === undefined ? [] : [file];
}
