import { folderOf, nameOf } from '../../base/relative-paths.ts';
import type { ModuleSpace } from '../imports/module-space.ts';
import type { RootIndex } from './root-index.ts';

/** The paths of an index by folder, and its manifests; collected anew when files come or go, or manifests change. */
export class RootLayout implements ModuleSpace {
  readonly #index: RootIndex;
  readonly #readManifest: (path: string) => string | undefined;
  #collected: Collected | undefined;

  constructor(index: RootIndex, readManifest: (path: string) => string | undefined) {
    this.#index = index;
    this.#readManifest = readManifest;
  }

  get revision(): number {
    return this.#index.layout;
  }

  has(path: string): boolean {
    return this.#index.has(path);
  }

  named(name: string): readonly string[] {
    return this.#index.named(name);
  }

  inFolder(folder: string): readonly string[] {
    return this.#now.folders.get(folder) ?? [];
  }

  foldersNamed(name: string): readonly string[] {
    return this.#now.folderNames.get(name) ?? [];
  }

  manifest(path: string): string | undefined {
    if (!this.#index.has(path)) return undefined;
    const { manifests } = this.#now;
    if (!manifests.has(path)) manifests.set(path, this.#readManifest(path));
    return manifests.get(path);
  }

  get #now(): Collected {
    const { layout } = this.#index;
    if (this.#collected?.layout !== layout) this.#collected = collect(this.#index);
    return this.#collected;
  }
}

interface Collected {
  readonly layout: number;
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly folderNames: ReadonlyMap<string, readonly string[]>;
  readonly manifests: Map<string, string | undefined>;
}

function collect(index: RootIndex): Collected {
  const folders = grouped([...index.files.keys()], folderOf);
  const folderNames = grouped([...folders.keys()], nameOf);
  return { layout: index.layout, folders, folderNames, manifests: new Map() };
}

function grouped(values: string[], keyOf: (value: string) => string): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const value of values.sort()) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}
