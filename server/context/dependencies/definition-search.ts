import { nameOf } from '../../base/relative-paths.ts';
import type { ImportStatement } from '../../syntax/import-statements.ts';
import type { Definition } from '../../syntax/outline.ts';
import type { DependencyOutline } from './dependency-files.ts';
import type { DependencyFile, DependencySession } from './dependency-session.ts';
import { localExport } from './local-exports.ts';
import type { PackageLocator } from './package-locator.ts';

/** What a name turned out to be: definitions in a file, or all that some files have. */
export type FoundName =
  | {
      readonly kind: 'definitions';
      readonly file: DependencyFile;
      readonly outline: DependencyOutline;
      readonly definitions: readonly Definition[];
    }
  | { readonly kind: 'namespace'; readonly files: readonly DependencyFile[] };

/** Looks for names in files of dependencies and follows what these pass on, at most `maxSteps` files far. */
export class DefinitionSearch {
  readonly #session: DependencySession;
  readonly #locator: PackageLocator;

  constructor(session: DependencySession, locator: PackageLocator) {
    this.#session = session;
    this.#locator = locator;
  }

  /** The first file that defines the name or passes it on. */
  async findIn(files: readonly DependencyFile[], name: string): Promise<FoundName | undefined> {
    return this.#findInAll(files, name, new Set());
  }

  async #findInAll(
    files: readonly DependencyFile[],
    name: string,
    seen: Set<string>,
  ): Promise<FoundName | undefined> {
    let method: FoundName | undefined;
    for (const file of files) {
      const found = await this.#find(file, name, seen);
      // In Go a method stands at the top of its file too, but what a package has by this name comes first.
      if (found?.kind === 'definitions' && found.definitions.every(({ kind }) => kind === 'method')) {
        method ??= found;
      } else if (found !== undefined) return found;
    }
    return method;
  }

  async #find(file: DependencyFile, name: string, seen: Set<string>): Promise<FoundName | undefined> {
    const step = `${file.base}\n${file.path}\n${name}`;
    if (seen.has(step) || seen.size >= maxSteps) return undefined;
    seen.add(step);
    if (cannotKnow(file, name)) return undefined;
    const outline = await this.#session.outline(file);
    if (outline === undefined) return undefined;
    const definitions = outline.topDefinitions.get(name) ?? [];
    const telling = definitions.filter(({ kind }) => kind !== 'module');
    if (telling.length > 0)
      return { kind: 'definitions', file, outline, definitions: telling.slice(0, maxDefinitions) };
    // A namespace's members are found by their own names.
    if (definitions.length > 0) return { kind: 'namespace', files: [file] };
    const passedOn =
      (await this.#byOwnExport(file, name, seen)) ??
      (await this.#byImport(file, outline, name, seen)) ??
      (await this.#byAllExports(file, outline, name, seen));
    // A module may be what was imported: `from google.cloud import storage`.
    return passedOn ?? (isModuleOf(file.path, name) ? { kind: 'namespace', files: [file] } : undefined);
  }

  /** `export { a as name }`, `export default a`, `export * as name from './a'`. */
  async #byOwnExport(file: DependencyFile, name: string, seen: Set<string>): Promise<FoundName | undefined> {
    if (!isScript(file)) return undefined;
    const { local, module } = localExport(file.stored.text, name);
    if (module !== undefined) return namespaceOf(await this.#locate(file, module, []));
    return local === undefined ? undefined : this.#find(file, local, seen);
  }

  async #byImport(
    file: DependencyFile,
    { imports }: DependencyOutline,
    name: string,
    seen: Set<string>,
  ): Promise<FoundName | undefined> {
    for (const { module, names } of imports) {
      const imported = names.find(({ local }) => local === name);
      if (imported === undefined) continue;
      const { original } = imported;
      const files = await this.#locate(file, module, original === '*' ? [] : [original]);
      const found = original === '*' ? namespaceOf(files) : await this.#findInAll(files, original, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async #byAllExports(
    file: DependencyFile,
    { imports }: DependencyOutline,
    name: string,
    seen: Set<string>,
  ): Promise<FoundName | undefined> {
    if (name === 'default') return undefined;
    for (const statement of imports.filter((each) => passesAllOn(each, file))) {
      const found = await this.#findInAll(await this.#locate(file, statement.module, []), name, seen);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #locate(
    { base, path }: DependencyFile,
    module: string,
    names: readonly string[],
  ): Promise<readonly DependencyFile[]> {
    return this.#locator.locate(this.#session, { base, path, module, names });
  }
}

/** `export *`, `from x import *`, `pub use x::*`; an import in a script brings names only. */
function passesAllOn({ names, range }: ImportStatement, file: DependencyFile): boolean {
  if (!isScript(file)) return names.some(({ local }) => local === '*');
  if (names.length > 0) return false;
  return /^export\s*(?:type\s+)?\*\s*from\b/.test(file.stored.text.slice(range.start, range.start + 40));
}

/** Most files of a package of Go need not be parsed: a name that is not in the text is not defined there. */
function cannotKnow({ path, stored }: DependencyFile, name: string): boolean {
  return path.endsWith('.go') && !stored.text.includes(name);
}

function isModuleOf(path: string, name: string): boolean {
  if (!/\.(?:pyi?|rs)$/.test(path)) return false;
  const file = nameOf(path).replace(/\.\w+$/, '');
  const isFolder = file === '__init__' || file === 'mod';
  return (isFolder ? path.split('/').at(-2) : file) === name;
}

function isScript({ path }: DependencyFile): boolean {
  return /\.[cm]?[jt]sx?$/.test(path);
}

function namespaceOf(files: readonly DependencyFile[]): FoundName | undefined {
  return files.length === 0 ? undefined : { kind: 'namespace', files };
}

/** Files that one name is followed through. */
const maxSteps = 24;

/** Of one name in one file: overloads, and an interface beside its constant. */
const maxDefinitions = 6;
