import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import {
  filesEndingWith,
  firstOf,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';

/** What Ruby requires, and the modules that a class includes, whose files are called like them. */
export class RubyImports implements ImportRules {
  readonly #space: ModuleSpace;

  constructor(space: ModuleSpace) {
    this.#space = space;
  }

  resolve({ path, module }: ImportRequest): readonly string[] {
    const isConstant = /^(?:::)?[A-Z]/.test(module);
    const required = isConstant ? pathOfConstant(module) : module;
    const file = required.endsWith('.rb') ? required : `${required}.rb`;
    const relative = joinedPath(folderOf(path), file);
    if (relative !== undefined && this.#space.has(relative)) return [relative];
    if (file.startsWith('.')) return [];
    const around = firstOf(this.#space, loadPaths(folderOf(path), file));
    // `json` is Ruby's own, whatever lies in a folder deep below.
    if (around.length > 0 || !(isConstant || file.includes('/'))) return around;
    return filesEndingWith(this.#space, file, path).slice(0, 1);
  }
}

function* loadPaths(from: string, file: string): Generator<string> {
  for (const folder of foldersUpward(from)) {
    for (const place of ['lib', '', 'app', 'spec', 'test']) yield below(folder, below(place, file));
  }
}

/** `Shop::LineItem` lies in `shop/line_item`, as loaders of Ruby have it. */
function pathOfConstant(name: string): string {
  return name
    .replace(/^::/, '')
    .replaceAll('::', '/')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])(?=[A-Z][a-z])/g, '$1_')
    .toLowerCase();
}
