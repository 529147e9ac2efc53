import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import {
  filesEndingWith,
  firstOf,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';

/** Files that scripts of a shell source, and that pages and style sheets link: by their path alone. */
export class LinkedFiles implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #endings: readonly string[];

  /** Endings that may be left out. */
  constructor(space: ModuleSpace, endings: readonly string[]) {
    this.#space = space;
    this.#endings = ['', ...endings];
  }

  resolve({ path, module }: ImportRequest): readonly string[] {
    const linked = plainPath(module);
    if (linked === '' || /^(?:[a-z][\w+.-]*:|\/\/)/i.test(linked)) return [];
    const folder = folderOf(path);
    const beside = linked.startsWith('/') ? [] : [joinedPath(folder, linked) ?? ''];
    const inside = linked.replace(/^(?:\.*\/)+/, '');
    const around = linked.startsWith('.') ? [] : [...foldersUpward(folder)];
    const places = around.flatMap((each) => [below(each, inside), below(each, `public/${inside}`)]);
    const found = firstOf(
      this.#space,
      [...beside, ...places].flatMap((each) => this.#written(each)),
    );
    if (found.length > 0 || linked.startsWith('.')) return found;
    return this.#written(inside)
      .flatMap((each) => filesEndingWith(this.#space, each, path))
      .slice(0, 1);
  }

  #written(path: string): readonly string[] {
    return this.#endings.map((ending) => path + ending);
  }
}

/** Without a query or anchor, and behind the variables and commands that a shell would put in. */
function plainPath(module: string): string {
  const at = Math.max(module.lastIndexOf('$'), module.lastIndexOf('`'));
  const rest = at === -1 ? module : behindExpansion(module.slice(at + 1));
  return rest.replace(/[?#].*$/, '').replace(/^["']|["']$/g, '');
}

/** What follows the slash after the last variable or command: `0")/lib.sh` leaves `lib.sh`. */
function behindExpansion(text: string): string {
  const rest = text.slice(Math.max(text.lastIndexOf('}'), text.lastIndexOf(')')) + 1);
  const slash = rest.indexOf('/');
  return slash === -1 ? '' : rest.slice(slash + 1);
}
