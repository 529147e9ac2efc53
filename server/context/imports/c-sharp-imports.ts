import { below, folderOf, nameOf, nearestFirst } from '../../base/relative-paths.ts';
import { filesEndingWith, type ImportRequest, type ImportRules, type ModuleSpace } from './module-space.ts';

/** Namespaces of C#, which are folders by custom only: below a project that has the first words as its name. */
export class CSharpImports implements ImportRules {
  readonly #space: ModuleSpace;

  constructor(space: ModuleSpace) {
    this.#space = space;
  }

  resolve({ path, module }: ImportRequest): readonly string[] {
    const words = module.split('.');
    const files = this.#namespaceFiles(words, path);
    if (files.length > 0 || words.length < 2) return files;
    // `using static` and an alias name a class.
    const name = `${words.at(-1)}.cs`;
    const folders = this.#folders(words.slice(0, -1), path);
    const found = folders.map((folder) => below(folder, name)).filter((each) => this.#space.has(each));
    return found.length > 0 ? found : filesEndingWith(this.#space, `${words.slice(-2).join('/')}.cs`, path);
  }

  #namespaceFiles(words: readonly string[], from: string): readonly string[] {
    const files = this.#folders(words, from).flatMap((folder) => this.#space.inFolder(folder));
    return files.filter((file) => file.endsWith('.cs'));
  }

  #folders(words: readonly string[], from: string): readonly string[] {
    const folders = this.#space.named(`${words.join('.')}.csproj`).map(folderOf);
    for (let start = words.length - 1; start >= 0; start--) {
      const named = this.#space.foldersNamed(words.slice(start).join('.'));
      folders.push(...named.filter((folder) => this.#leadsBy(folder, words.slice(0, start))));
    }
    return nearestFirst([...new Set(folders)], from);
  }

  /** Whether the words before a folder's own are its path upwards, or a project on the way is called so. */
  #leadsBy(folder: string, words: readonly string[]): boolean {
    const around = folderOf(folder);
    if (words.length === 0) return true;
    if (this.#space.has(below(around, `${words.join('.')}.csproj`))) return true;
    if (around === '') return false;
    return words.some((_, start) => {
      return nameOf(around) === words.slice(start).join('.') && this.#leadsBy(around, words.slice(0, start));
    });
  }
}
