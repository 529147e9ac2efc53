import type { ImportStatement } from '../../syntax/import-statements.ts';
import type { DefinitionSearch, FoundName } from './definition-search.ts';
import type { DependencyFile, DependencySession } from './dependency-session.ts';
import type { PackageLocator } from './package-locator.ts';

/** The user's file, what it imports and which names matter. */
interface WantedRequest {
  readonly root: string;
  readonly path: string;
  readonly imports: readonly Pick<ImportStatement, 'module' | 'names'>[];
  readonly wantedNames: readonly string[];
}

interface SearchTools {
  readonly session: DependencySession;
  readonly locator: PackageLocator;
  readonly search: DefinitionSearch;
}

/** A wanted name and what it turned out to be. */
export interface FoundWanted {
  readonly name: string;
  readonly module: string;
  readonly found: FoundName;
}

interface WantedImport {
  readonly module: string;
  readonly original: string;
  readonly local: string;
}

/** Matches the wanted names of one request with its imports. */
export class WantedNames {
  readonly #request: WantedRequest;
  readonly #tools: SearchTools;
  /** By name as the user's file has it. */
  readonly #found = new Map<string, FoundWanted>();
  readonly #ranks: ReadonlyMap<string, number>;
  /** Wanted names that no import brings by themselves: members of what is imported. */
  readonly #free: readonly string[];

  constructor(request: WantedRequest, tools: SearchTools) {
    this.#request = request;
    this.#tools = tools;
    const names = [...new Set(request.wantedNames)];
    this.#ranks = new Map(names.map((name, rank) => [name, rank]));
    const bound = new Set(request.imports.flatMap((each) => each.names.map(({ local }) => local)));
    this.#free = names.filter((name) => !bound.has(name)).slice(0, maxFree);
  }

  /** In the order in which they are wanted; the type of a constant follows it. */
  async find(): Promise<readonly FoundWanted[]> {
    for (const wanted of this.#wantedImports()) await this.#lookUp(wanted);
    const found = [...this.#found].sort(([one], [other]) => this.#rankOf(one) - this.#rankOf(other));
    const withTypes: FoundWanted[] = [];
    for (const [, each] of found) {
      const type = this.#free.length === 0 ? undefined : await this.#typeOf(each);
      withTypes.push(each, ...(type === undefined ? [] : [type]));
    }
    return withTypes;
  }

  /** The most wanted first, since the files that may be looked into are counted. */
  #wantedImports(): readonly WantedImport[] {
    const all = this.#request.imports.flatMap(({ module, names }) => {
      return names.map(({ original, local }) => ({ module, original, local }));
    });
    return all
      .filter(({ local }) => local === '*' || this.#ranks.has(local))
      .sort((one, other) => this.#rankOf(one.local) - this.#rankOf(other.local));
  }

  #rankOf(local: string): number {
    return this.#ranks.get(local) ?? this.#ranks.size;
  }

  async #lookUp({ module, original, local }: WantedImport): Promise<void> {
    const { root, path } = this.#request;
    const names = original === '*' || original === 'default' ? [] : [original];
    const files = await this.#tools.locator.locate(this.#tools.session, { base: root, path, module, names });
    if (files.length === 0) return;
    if (original === '*') return this.#lookInside(files, module);
    const found = await this.#tools.search.findIn(files, original);
    if (found?.kind === 'definitions') {
      const [definition] = found.definitions;
      const name = original === 'default' ? (definition?.name ?? local) : original;
      this.#found.set(local, { name, module, found });
    }
    // What is imported by default often has the rest of the module as its members.
    if (found?.kind === 'namespace') await this.#lookInside(found.files, module);
    else if (original === 'default') await this.#lookInside(files, module);
  }

  async #lookInside(files: readonly DependencyFile[], module: string): Promise<void> {
    for (const name of this.#free) {
      if (this.#found.has(name)) continue;
      const found = await this.#tools.search.findIn(files, name);
      if (found?.kind === 'definitions') this.#found.set(name, { name, module, found });
    }
  }

  /** A constant such as `vi: VitestUtils` has the wanted members in its type. */
  async #typeOf({ module, found }: FoundWanted): Promise<FoundWanted | undefined> {
    const [definition] = found.kind === 'definitions' ? found.definitions : [];
    if (found.kind === 'namespace' || definition?.kind !== 'variable') return undefined;
    const { start, end } = definition.range;
    const name = /^[\w$]+\s*:\s*([\w$]+)/.exec(found.file.stored.text.slice(start, end))?.[1];
    const type = name === undefined ? undefined : await this.#tools.search.findIn([found.file], name);
    return name === undefined || type?.kind !== 'definitions' ? undefined : { name, module, found: type };
  }
}

/** Names that are looked for inside what is imported whole. */
const maxFree = 12;
