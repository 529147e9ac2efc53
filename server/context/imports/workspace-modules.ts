import { below, folderOf, nameOf } from '../../base/relative-paths.ts';
import type { ModuleSpace } from './module-space.ts';

/** Whether the text of a file tells where imports lead, so that `WorkspaceModules` wants it. */
export function isManifest(path: string): boolean {
  const name = nameOf(path);
  if (manifestNames.has(name)) return true;
  return name.endsWith('.json') && /(?:^|\/)[^/]*[jt]sconfig[^/]*(?:\/[^/]*)?$/.test(path);
}

const manifestNames: ReadonlySet<string> = new Set([
  'package.json',
  'go.mod',
  'Cargo.toml',
  'pyproject.toml',
  'composer.json',
]);

/** The paths and manifests of a workspace, kept as its owner tells them. Invariant: `revision` grows with each change. */
export class WorkspaceModules implements ModuleSpace {
  readonly #namesByFolder = new Map<string, Set<string>>();
  readonly #foldersByName = new Map<string, Set<string>>();
  readonly #folders = new Map<string, Set<string>>();
  readonly #manifests = new Map<string, string>();
  readonly #sorted = new Map<string, readonly string[]>();
  #revision = 0;

  get revision(): number {
    return this.#revision;
  }

  /** A file that is there; nothing happens when it was known. */
  add(path: string): void {
    const folder = folderOf(path);
    const name = nameOf(path);
    if (this.#namesByFolder.get(folder)?.has(name)) return;
    this.#changed();
    if (!this.#namesByFolder.has(folder)) putIn(this.#folders, nameOf(folder), folder);
    putIn(this.#namesByFolder, folder, name);
    putIn(this.#foldersByName, name, folder);
  }

  /** A file that is gone, its manifest too. */
  remove(path: string): void {
    const folder = folderOf(path);
    const name = nameOf(path);
    if (!this.#namesByFolder.get(folder)?.has(name)) return;
    this.#changed();
    this.#manifests.delete(path);
    takeFrom(this.#namesByFolder, folder, name);
    takeFrom(this.#foldersByName, name, folder);
    if (!this.#namesByFolder.has(folder)) takeFrom(this.#folders, nameOf(folder), folder);
  }

  /** A file that `isManifest` names, with its text. */
  addManifest(path: string, text: string): void {
    this.add(path);
    if (this.#manifests.get(path) === text) return;
    this.#changed();
    this.#manifests.set(path, text);
  }

  has(path: string): boolean {
    return this.#namesByFolder.get(folderOf(path))?.has(nameOf(path)) === true;
  }

  named(name: string): readonly string[] {
    const folders = this.#foldersByName.get(name);
    if (folders === undefined) return [];
    return this.#inOrder(`name ${name}`, () => [...folders].map((folder) => below(folder, name)));
  }

  inFolder(folder: string): readonly string[] {
    const names = this.#namesByFolder.get(folder);
    if (names === undefined) return [];
    return this.#inOrder(`in ${folder}`, () => [...names].map((name) => below(folder, name)));
  }

  foldersNamed(name: string): readonly string[] {
    const folders = this.#folders.get(name);
    if (folders === undefined) return [];
    return this.#inOrder(`folder ${name}`, () => [...folders]);
  }

  manifest(path: string): string | undefined {
    return this.#manifests.get(path);
  }

  #changed(): void {
    this.#revision += 1;
    this.#sorted.clear();
  }

  #inOrder(key: string, list: () => string[]): readonly string[] {
    const known = this.#sorted.get(key);
    if (known !== undefined) return known;
    const sorted = list().sort();
    if (this.#sorted.size >= maxSorted) this.#sorted.clear();
    this.#sorted.set(key, sorted);
    return sorted;
  }
}

function putIn(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([value]));
  else set.add(value);
}

function takeFrom(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
}

/** Lists that are kept in order at a time. */
const maxSorted = 10_000;
