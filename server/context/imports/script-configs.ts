import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import { isRecord, jsonRecord, stringsIn } from './json-record.ts';
import { ManifestCache } from './manifest-cache.ts';
import type { ModuleSpace } from './module-space.ts';
import { bestPattern, wildcardOf } from './package-manifest.ts';
import { PerRevision } from './per-revision.ts';
import { packageAndSubpath, type ScriptPackages } from './script-packages.ts';

/** What one tsconfig.json or jsconfig.json says by itself; paths are relative to the root. */
interface OwnConfig {
  readonly bases: readonly string[];
  readonly references: readonly string[];
  readonly baseUrl: string | undefined;
  /** Targets by pattern, relative to `baseUrl`, else to the file's folder. */
  readonly paths: ReadonlyMap<string, readonly string[]> | undefined;
}

/** What counts after `extends`: where a bare module may be looked for. */
interface Config {
  readonly baseUrl: string | undefined;
  readonly paths: ReadonlyMap<string, readonly string[]>;
  /** Those keys of `paths` that hold a `*`. */
  readonly patterns: readonly string[];
}

/** The `paths` and `baseUrl` that count for a file: those of the nearest tsconfig.json or jsconfig.json. */
export class ScriptConfigs {
  readonly #packages: ScriptPackages;
  readonly #own: ManifestCache<OwnConfig>;
  readonly #byFolder: PerRevision<Map<string, readonly Config[]>>;

  constructor(space: ModuleSpace, packages: ScriptPackages) {
    this.#packages = packages;
    this.#own = new ManifestCache(space, ownConfig);
    this.#byFolder = new PerRevision(space, () => new Map());
  }

  /** Paths, yet without ending, that a bare module may mean. */
  *targets(from: string, module: string): Generator<string> {
    for (const { paths, patterns, baseUrl } of this.#near(folderOf(from))) {
      const pattern = paths.has(module) ? module : bestPattern(patterns, module);
      const filling = pattern === undefined ? '' : (wildcardOf(pattern, module) ?? '');
      for (const target of paths.get(pattern ?? '') ?? []) yield target.replace('*', () => filling);
      const based = baseUrl === undefined ? undefined : joinedPath(baseUrl, module);
      if (based !== undefined) yield based;
    }
  }

  #near(folder: string): readonly Config[] {
    const known = this.#byFolder.value.get(folder);
    if (known !== undefined) return known;
    const configs = this.#lookUp(folder);
    this.#byFolder.value.set(folder, configs);
    return configs;
  }

  #lookUp(folder: string): readonly Config[] {
    for (const around of foldersUpward(folder)) {
      for (const name of ['tsconfig.json', 'jsconfig.json']) {
        const path = below(around, name);
        const own = this.#own.at(path);
        if (own === undefined) continue;
        // A config that only refers to others, as new Vite projects have it, speaks through them.
        return [path, ...own.references].map((each) => this.#withBases(this.#fileOf(each) ?? each, 0));
      }
    }
    return [];
  }

  #withBases(path: string, depth: number): Config {
    const own = depth > maxBases ? undefined : this.#own.at(path);
    if (own === undefined) return { baseUrl: undefined, paths: new Map(), patterns: [] };
    let { baseUrl, paths } = own;
    for (const base of [...own.bases].reverse()) {
      if (baseUrl !== undefined && paths !== undefined) break;
      const file = this.#fileOf(base);
      const inherited = file === undefined ? undefined : this.#withBases(file, depth + 1);
      baseUrl ??= inherited?.baseUrl;
      if (paths === undefined && inherited !== undefined && inherited.paths.size > 0) paths = inherited.paths;
    }
    const patterns = [...(paths?.keys() ?? [])].filter((pattern) => pattern.includes('*'));
    return { baseUrl, paths: paths ?? new Map(), patterns };
  }

  /** The config that `extends` or `references` mean: a file, a file without its ending, a folder or a package's. */
  #fileOf(path: string): string | undefined {
    const inPackage = path.startsWith(packageMark) ? this.#inPackage(path.slice(packageMark.length)) : path;
    if (inPackage === undefined) return undefined;
    const candidates = [inPackage, `${inPackage}.json`, below(inPackage, 'tsconfig.json')];
    return candidates.find((each) => this.#own.at(each) !== undefined);
  }

  #inPackage(module: string): string | undefined {
    const parts = packageAndSubpath(module);
    const folder = parts && this.#packages.folderOf(parts.name);
    return folder === undefined ? undefined : below(folder, parts?.subpath ?? '');
  }
}

function ownConfig(text: string, path: string): OwnConfig {
  const record = jsonRecord(text);
  const folder = folderOf(path);
  const options = isRecord(record.compilerOptions) ? record.compilerOptions : {};
  const baseUrl = typeof options.baseUrl === 'string' ? joinedPath(folder, options.baseUrl) : undefined;
  const placed = (target: string) => joinedPath(baseUrl ?? folder, target) ?? [];
  const listed = isRecord(options.paths) ? Object.entries(options.paths) : undefined;
  const paths = listed?.map(([key, targets]) => [key, stringsIn(targets).flatMap(placed)] as const);
  const referred = Array.isArray(record.references) ? record.references.filter(isRecord) : [];
  return {
    bases: stringsIn(record.extends).flatMap((base) => {
      return base.startsWith('.') ? (joinedPath(folder, base) ?? []) : packageMark + base;
    }),
    references: referred.flatMap(({ path: to }) =>
      stringsIn(to).flatMap((each) => joinedPath(folder, each) ?? []),
    ),
    baseUrl,
    paths: paths && new Map(paths),
  };
}

/** Stands before what `extends` takes from a package; no path begins so. */
const packageMark = '//';

/** How long a chain of `extends` may be. */
const maxBases = 8;
