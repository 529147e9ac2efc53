import { folderOf } from '../../base/relative-paths.ts';
import {
  filesEndingWith,
  foldersEndingWith,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';
import { PerRevision } from './per-revision.ts';

/** How files of one language stand for its classes. */
export interface JvmLayout {
  /** Endings of files that may hold a class, the language's own first. */
  readonly endings: readonly string[];
  /** Whether folders may leave out the first words of a package, as Kotlin advises. */
  readonly mayShorten: boolean;
}

/** Imports of Java, Kotlin and Scala: packages are folders below some source root, which nothing has to name. */
export class JvmImports implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #layout: JvmLayout;
  readonly #packages: PerRevision<Map<string, readonly string[]>>;

  constructor(space: ModuleSpace, layout: JvmLayout) {
    this.#space = space;
    this.#layout = layout;
    this.#packages = new PerRevision(space, () => new Map());
  }

  resolve({ path, module, names }: ImportRequest): readonly string[] {
    const words = module.replace(/^_root_\./, '').split('.');
    const wanted = names.filter((name) => name !== '*');
    const found = wanted.flatMap((name) => this.#classFile(path, [...words, name]));
    if (found.length > 0) return [...new Set(found)];
    // The module is a class itself when its members are imported, or a package of which all is.
    const classFile = this.#classFile(path, words);
    return classFile.length > 0 ? classFile : this.#packageFiles(folderOf(path), words);
  }

  /** A class may lie in the file of the one around it. */
  #classFile(from: string, words: readonly string[]): readonly string[] {
    for (let end = words.length; end > words.length - 2 && end > 1; end--) {
      for (const start of this.#starts(words.slice(0, end))) {
        for (const ending of this.#layout.endings) {
          const path = words.slice(start, end).join('/') + ending;
          const [nearest] = filesEndingWith(this.#space, path, from);
          if (nearest !== undefined) return [nearest];
        }
      }
    }
    return [];
  }

  #packageFiles(from: string, words: readonly string[]): readonly string[] {
    const key = `${from}\n${words.join('.')}`;
    const files = this.#packages.value.get(key) ?? this.#filesBelow(`${from}/`, words);
    this.#packages.value.set(key, files);
    return files;
  }

  #filesBelow(from: string, words: readonly string[]): readonly string[] {
    for (const start of this.#starts(words)) {
      const folders = foldersEndingWith(this.#space, words.slice(start).join('/'), from);
      const files = folders.flatMap((folder) => this.#space.inFolder(folder));
      const sources = files.filter((file) => this.#layout.endings.some((ending) => file.endsWith(ending)));
      if (sources.length > 0) return sources;
    }
    return [];
  }

  /** How many of the first words may be missing. */
  #starts(words: readonly string[]): readonly number[] {
    const isForeign = /^(?:javax?|kotlinx?|scala)$/.test(words[0] ?? '');
    if (!this.#layout.mayShorten || isForeign) return [0];
    return words.slice(0, Math.max(1, words.length - 1)).map((_, start) => start);
  }
}
