import { below, folderOf, foldersUpward, joinedPath, nearestFirst } from '../../base/relative-paths.ts';
import { type GoModule, goModule, pathInModule } from './go-module.ts';
import { ManifestCache } from './manifest-cache.ts';
import { foldersEndingWith, type ImportRequest, type ImportRules, type ModuleSpace } from './module-space.ts';
import { PerRevision } from './per-revision.ts';

/** Imports of Go: the files of a package's folder, whichever go.mod of the workspace it belongs to. */
export class GoImports implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #modules: ManifestCache<GoModule>;
  readonly #folders: PerRevision<ReadonlyMap<string, readonly string[]>>;

  constructor(space: ModuleSpace) {
    this.#space = space;
    this.#modules = new ManifestCache(space, goModule);
    this.#folders = new PerRevision(space, () => this.#foldersByModule());
  }

  resolve({ path, module }: ImportRequest): readonly string[] {
    if (module.startsWith('.')) return this.#filesIn(joinedPath(folderOf(path), module));
    for (const folder of this.#packageFolders(path, module)) {
      const files = this.#filesIn(folder);
      if (files.length > 0) return files;
    }
    return [];
  }

  *#packageFolders(from: string, module: string): Generator<string | undefined> {
    for (const folder of foldersUpward(folderOf(from))) {
      for (const [old, replacement] of this.#modules.at(below(folder, 'go.mod'))?.replaced ?? []) {
        const rest = pathInModule(module, old);
        if (rest === undefined || !('folder' in replacement)) continue;
        yield joinedPath(folder, below(replacement.folder, rest));
      }
    }
    // The module with the longest path that the import begins with.
    for (let end = module.length; end > 0; end = module.lastIndexOf('/', end - 1)) {
      const folders = this.#folders.value.get(module.slice(0, end)) ?? [];
      for (const folder of nearestFirst(folders, from)) yield below(folder, module.slice(end + 1));
    }
    for (const folder of foldersUpward(folderOf(from))) yield below(folder, `vendor/${module}`);
    // Without modules, a package lies at its whole path below some `src`.
    if (module.includes('/')) yield* foldersEndingWith(this.#space, `src/${module}`, from);
  }

  #filesIn(folder: string | undefined): readonly string[] {
    if (folder === undefined) return [];
    return this.#space.inFolder(folder).filter((path) => path.endsWith('.go') && !path.endsWith('_test.go'));
  }

  #foldersByModule(): ReadonlyMap<string, readonly string[]> {
    const folders = new Map<string, string[]>();
    for (const path of this.#space.named('go.mod')) {
      const module = this.#modules.at(path)?.module ?? '';
      if (module !== '') folders.set(module, [...(folders.get(module) ?? []), folderOf(path)]);
    }
    return folders;
  }
}
