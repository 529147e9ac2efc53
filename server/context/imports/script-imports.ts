import { below, folderOf, joinedPath } from '../../base/relative-paths.ts';
import { firstOf, type ImportRequest, type ImportRules, type ModuleSpace } from './module-space.ts';
import { scriptCandidates } from './script-candidates.ts';
import { ScriptConfigs } from './script-configs.ts';
import { ScriptPackages } from './script-packages.ts';

/** Imports of TypeScript and JavaScript, and those in files of Vue and Svelte. */
export class ScriptImports implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #packages: ScriptPackages;
  readonly #configs: ScriptConfigs;

  constructor(space: ModuleSpace) {
    this.#space = space;
    this.#packages = new ScriptPackages(space);
    this.#configs = new ScriptConfigs(space, this.#packages);
  }

  resolve({ path, module: written }: ImportRequest): readonly string[] {
    // Bundlers take a loader in front and a query behind.
    const module = written.replace(/^.*!/, '').replace(/\?.*$/, '');
    if (/^[\w-]+:/.test(module) || module === '') return [];
    if (/^\.\.?(?:\/|$)/.test(module)) return this.#files(joinedPath(folderOf(path), module));
    const mapped = module.startsWith('#') ? this.#packages.resolvePrivate(path, module) : [];
    if (mapped.length > 0) return mapped;
    for (const target of this.#configs.targets(path, module)) {
      const found = this.#files(target);
      if (found.length > 0) return found;
    }
    const inPackage = this.#packages.resolve(module);
    return inPackage.length > 0 ? inPackage : this.#customary(path, module);
  }

  /** `@/x` and `~/x` for `src/x` where no file says so, and `/x` below the package. */
  #customary(from: string, module: string): readonly string[] {
    const rest = /^[@~]?\/(.*)$/.exec(module)?.[1];
    if (rest === undefined) return [];
    const folder = this.#packages.nearestFolder(from);
    for (const place of module.startsWith('/') ? ['', 'public', 'src'] : ['src', '', 'app']) {
      const found = this.#files(below(folder, below(place, rest)));
      if (found.length > 0) return found;
    }
    return [];
  }

  #files(path: string | undefined): readonly string[] {
    if (path === undefined) return [];
    const found = firstOf(this.#space, scriptCandidates(path));
    return found.length > 0 ? found : this.#packages.resolveFolder(path);
  }
}
