import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import { type RustPlace, rustCandidates, rustStarts } from '../imports/rust-candidates.ts';
import { tomlString, tomlTable } from '../imports/toml-lines.ts';
import type { DependencyFile, DependencySession } from './dependency-session.ts';
import type { LocatedImport, PackageLocator } from './package-locator.ts';

/** A folder with a crate in it. */
interface CrateFolder {
  readonly base: string;
  readonly folder: string;
}

/** Crates in `vendor`, else among Cargo's unpacked sources in the version of the nearest Cargo.lock. */
export class RustLocator implements PackageLocator {
  readonly #origin: { readonly base: string; readonly path: string };
  readonly #sources: string | undefined;

  /** `origin` is the user's file, whose lock file counts for all crates. */
  constructor(origin: { readonly base: string; readonly path: string }, sources: string | undefined) {
    this.#origin = origin;
    this.#sources = sources;
  }

  async locate(session: DependencySession, wanted: LocatedImport): Promise<readonly DependencyFile[]> {
    const { base, path, module, names } = wanted;
    if (/^(?:std|core|alloc)(?:::|$)/.test(module)) return [];
    const around = this.#crateAround(wanted);
    if (around !== undefined && !module.startsWith('::')) {
      const starts = rustStarts(path, await placeOf(session, around), module);
      const groups = starts.flatMap(({ place, rest }) => rustCandidates(place, rest, names));
      const found = await session.firstOfEach(base, groups);
      if (found.length > 0) return found;
    }
    const [name = '', ...rest] = module.replace(/^::/, '').split('::');
    if (/^(?:crate|self|super)$/.test(name)) return [];
    for (const crate of await this.#foldersOf(session, name)) {
      const found = await session.firstOfEach(
        crate.base,
        rustCandidates(await placeOf(session, crate), rest, names),
      );
      if (found.length > 0) return found;
    }
    return [];
  }

  /** The crate of a dependency that a file belongs to; undefined for the user's own. */
  #crateAround({ base, path }: LocatedImport): CrateFolder | undefined {
    const pattern = base === this.#sources ? /^[^/]+\/[^/]+(?=\/)/ : /^(?:.*\/)?vendor\/[^/]+(?=\/)/;
    const folder = pattern.exec(path)?.[0];
    return folder === undefined ? undefined : { base, folder };
  }

  async #foldersOf(session: DependencySession, crate: string): Promise<readonly CrateFolder[]> {
    const { base, path } = this.#origin;
    const folders: CrateFolder[] = [];
    for (const folder of foldersUpward(folderOf(path))) {
      const lock = await session.read(base, below(folder, 'Cargo.lock'));
      for (const { name, version } of lock === undefined ? [] : lockedVersions(lock.stored.text, crate)) {
        const vendor = below(folder, 'vendor');
        folders.push({ base, folder: `${vendor}/${name}-${version}` }, { base, folder: `${vendor}/${name}` });
        folders.push(...(await this.#unpacked(session, `${name}-${version}`)));
      }
      if (lock !== undefined) break;
    }
    return folders;
  }

  async #unpacked(session: DependencySession, folder: string): Promise<readonly CrateFolder[]> {
    const base = this.#sources;
    if (base === undefined) return [];
    const registries = await session.names(base, '');
    return registries.map((registry) => ({ base, folder: `${registry}/${folder}` }));
  }
}

async function placeOf(session: DependencySession, { base, folder }: CrateFolder): Promise<RustPlace> {
  const manifest = await session.read(base, `${folder}/Cargo.toml`);
  const named = tomlString(tomlTable(manifest?.stored.text ?? '', 'lib'), 'path');
  const inside = joinedPath('', named ?? 'src/lib.rs') ?? 'src/lib.rs';
  const library = `${folder}/${inside}`;
  return { folder: folderOf(library), own: [library] };
}

/** The versions of a crate in a lock file, the newest first; code writes `_` for `-`. */
function lockedVersions(
  lock: string,
  crate: string,
): readonly { readonly name: string; readonly version: string }[] {
  const packages = [...lock.matchAll(/^name = "([\w-]+)"\r?\nversion = "([\w.+-]+)"/gm)];
  return packages
    .map(([, name = '', version = '']) => ({ name, version }))
    .filter(({ name }) => name.replaceAll('-', '_') === crate)
    .reverse();
}
