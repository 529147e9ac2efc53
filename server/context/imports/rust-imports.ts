import {
  below,
  folderOf,
  foldersUpward,
  isBelow,
  joinedPath,
  nearestFirst,
} from '../../base/relative-paths.ts';
import { ManifestCache } from './manifest-cache.ts';
import {
  firstOf,
  firstOfEach,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';
import { PerRevision } from './per-revision.ts';
import { type RustPlace, rustCandidates, rustStarts } from './rust-candidates.ts';
import { tomlString, tomlTable } from './toml-lines.ts';

/** What a Cargo.toml says of its library. */
interface CargoManifest {
  /** As code calls it. */
  readonly crate: string | undefined;
  readonly library: string;
}

/** Imports of Rust: modules of the same crate, and crates of the workspace. */
export class RustImports implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #manifests: ManifestCache<CargoManifest>;
  readonly #crates: PerRevision<ReadonlyMap<string, readonly string[]>>;
  readonly #around: PerRevision<Map<string, RustPlace>>;

  constructor(space: ModuleSpace) {
    this.#space = space;
    this.#manifests = new ManifestCache(space, cargoManifest);
    this.#crates = new PerRevision(space, () => this.#foldersByCrate());
    this.#around = new PerRevision(space, () => new Map());
  }

  resolve({ path, module, names }: ImportRequest): readonly string[] {
    if (/^(?:std|core|alloc)(?:::|$)/.test(module)) return [];
    if (!module.startsWith('::')) {
      const crate = this.#around.value.get(path) ?? this.#crateAround(path);
      this.#around.value.set(path, crate);
      const starts = rustStarts(path, crate, module);
      const groups = starts.flatMap(({ place, rest }) => rustCandidates(place, rest, names));
      const found = firstOfEach(this.#space, groups);
      if (found.length > 0) return found;
    }
    const [name = '', ...rest] = module.replace(/^::/, '').split('::');
    for (const folder of nearestFirst(this.#crates.value.get(name) ?? [], path)) {
      const place = this.#libraryIn(folder);
      const found = firstOfEach(this.#space, rustCandidates(place, rest, names));
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The crate that a file belongs to: the library or program of its package, or a test, example or program of one file. */
  #crateAround(path: string): RustPlace {
    for (const folder of foldersUpward(folderOf(path))) {
      if (!this.#space.has(below(folder, 'Cargo.toml'))) continue;
      const library = this.#libraryIn(folder);
      const programs = below(folder, 'src/bin');
      if (isBelow(path, library.folder) && !isBelow(path, programs)) return library;
      const first = path.slice(folder === '' ? 0 : folder.length + 1).split('/')[0] ?? '';
      return this.#separateCrate(path, isBelow(path, programs) ? programs : below(folder, first));
    }
    const around = [...foldersUpward(folderOf(path))].find((each) => this.#rootsIn(each).length > 0);
    const folder = around ?? folderOf(path);
    return { folder, own: around === undefined ? [path] : this.#rootsIn(folder) };
  }

  /** `tests/it.rs`, or `examples/show/main.rs` with what lies beside it. */
  #separateCrate(path: string, base: string): RustPlace {
    for (const folder of foldersUpward(folderOf(path))) {
      if (!isBelow(folder, base)) break;
      const own = firstOf(this.#space, [below(folder, 'main.rs')]);
      if (own.length > 0) return { folder, own };
    }
    return { folder: path === base ? folderOf(path) : base, own: [path] };
  }

  #libraryIn(folder: string): RustPlace {
    const named = this.#manifests.at(below(folder, 'Cargo.toml'))?.library ?? 'src/lib.rs';
    const library = joinedPath(folder, named) ?? '';
    const source = folderOf(library);
    return { folder: source, own: [library, below(source, 'main.rs')] };
  }

  #rootsIn(folder: string): readonly string[] {
    return [below(folder, 'lib.rs'), below(folder, 'main.rs')].filter((path) => this.#space.has(path));
  }

  #foldersByCrate(): ReadonlyMap<string, readonly string[]> {
    const folders = new Map<string, string[]>();
    for (const path of this.#space.named('Cargo.toml')) {
      const crate = this.#manifests.at(path)?.crate;
      if (crate !== undefined) folders.set(crate, [...(folders.get(crate) ?? []), folderOf(path)]);
    }
    return folders;
  }
}

function cargoManifest(text: string): CargoManifest {
  const library = tomlTable(text, 'lib');
  const name = tomlString(library, 'name') ?? tomlString(tomlTable(text, 'package'), 'name');
  return { crate: name?.replaceAll('-', '_'), library: tomlString(library, 'path') ?? 'src/lib.rs' };
}
