import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import { ManifestCache } from './manifest-cache.ts';
import { firstOf, type ModuleSpace } from './module-space.ts';
import { mappedTargets, type PackageManifest, packageManifest, packageTargets } from './package-manifest.ts';
import { PerRevision } from './per-revision.ts';
import { scriptCandidates } from './script-candidates.ts';

/** A package's name and the rest of what is imported from it; undefined for what cannot be a package. */
export function packageAndSubpath(
  module: string,
): { readonly name: string; readonly subpath: string } | undefined {
  const found = /^((?:@[\w.~-]+\/)?[\w-][\w.~-]*)(?:\/(.*))?$/.exec(module);
  return found?.[1] === undefined ? undefined : { name: found[1], subpath: found[2] ?? '' };
}

/** The packages of a workspace that is a monorepo, by the name in their package.json. */
export class ScriptPackages {
  readonly #space: ModuleSpace;
  readonly #manifests: ManifestCache<PackageManifest>;
  readonly #folders: PerRevision<ReadonlyMap<string, string>>;

  constructor(space: ModuleSpace) {
    this.#space = space;
    this.#manifests = new ManifestCache(space, packageManifest);
    this.#folders = new PerRevision(space, () => this.#foldersByName());
  }

  folderOf(name: string): string | undefined {
    return this.#folders.value.get(name);
  }

  /** The file behind `name` or `name/subpath`. */
  resolve(module: string): readonly string[] {
    const parts = packageAndSubpath(module);
    const folder = parts && this.folderOf(parts.name);
    const manifest = folder === undefined ? undefined : this.#manifests.at(below(folder, 'package.json'));
    if (parts === undefined || folder === undefined || manifest === undefined) return [];
    return firstOf(this.#space, packageFiles(folder, manifest, parts.subpath));
  }

  /** The file behind `#name`, which the nearest package.json maps. */
  resolvePrivate(from: string, module: string): readonly string[] {
    for (const folder of foldersUpward(folderOf(from))) {
      const manifest = this.#manifests.at(below(folder, 'package.json'));
      if (manifest === undefined) continue;
      const targets = mappedTargets(manifest.imports, module);
      return firstOf(
        this.#space,
        targets.flatMap((target) => [...sourcesOf(folder, target)]),
      );
    }
    return [];
  }

  /** The file behind a folder that has a package.json of its own. */
  resolveFolder(folder: string): readonly string[] {
    const manifest = this.#manifests.at(below(folder, 'package.json'));
    return manifest === undefined ? [] : firstOf(this.#space, packageFiles(folder, manifest, ''));
  }

  /** The folder of the nearest package.json; the root without one. */
  nearestFolder(from: string): string {
    for (const folder of foldersUpward(folderOf(from))) {
      if (this.#space.has(below(folder, 'package.json'))) return folder;
    }
    return '';
  }

  #foldersByName(): ReadonlyMap<string, string> {
    const folders = new Map<string, string>();
    for (const path of this.#space.named('package.json')) {
      const name = this.#manifests.at(path)?.name;
      const folder = folderOf(path);
      // Fixtures repeat the names of real packages, deeper.
      const isNearer = name !== undefined && folder.length < (folders.get(name)?.length ?? Infinity);
      if (isNearer) folders.set(name, folder);
    }
    return folders;
  }
}

function* packageFiles(folder: string, manifest: PackageManifest, subpath: string): Generator<string> {
  for (const target of packageTargets(manifest, subpath)) yield* sourcesOf(folder, target);
  const usual =
    subpath === '' ? ['src/index', 'index', 'src/main', 'lib/index'] : [subpath, `src/${subpath}`];
  for (const path of usual) yield* scriptCandidates(below(folder, path));
}

/** A file that a package names, and the sources that it is built from when it lies in a folder for what is built. */
function* sourcesOf(folder: string, target: string): Generator<string> {
  const path = joinedPath('', target);
  if (path === undefined || /^\w+:/.test(target)) return;
  yield* scriptCandidates(below(folder, path));
  const built = /^(?:(?:dist|build|lib|out|output|esm|cjs|es|types|typings)\/)+/.exec(path)?.[0];
  if (built === undefined) return;
  const stem = path.slice(built.length).replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  for (const place of ['src', 'lib', '']) yield* scriptCandidates(below(folder, below(place, stem)));
}
