import { below, folderOf, foldersUpward } from '../../base/relative-paths.ts';
import {
  filesEndingWith,
  firstOf,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';

/** Modules of Lua: a dot is a folder, and a folder speaks through its init.lua. */
export class LuaImports implements ImportRules {
  readonly #space: ModuleSpace;

  constructor(space: ModuleSpace) {
    this.#space = space;
  }

  resolve({ path, module }: ImportRequest): readonly string[] {
    const stem = module.includes('/') ? module.replace(/\.lua$/, '') : module.replaceAll('.', '/');
    if (stem === '' || stem.startsWith('/')) return [];
    const around = firstOf(this.#space, placesAround(folderOf(path), stem));
    if (around.length > 0 || !stem.includes('/')) return around;
    const ending = [`${stem}.lua`, `${stem}/init.lua`];
    return ending.flatMap((file) => filesEndingWith(this.#space, file, path)).slice(0, 1);
  }
}

function* placesAround(from: string, stem: string): Generator<string> {
  for (const folder of foldersUpward(from)) {
    for (const place of ['', 'lua', 'src', 'lib']) {
      yield below(folder, below(place, `${stem}.lua`));
      yield below(folder, below(place, `${stem}/init.lua`));
    }
  }
}
