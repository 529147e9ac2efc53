import { below, folderOf, foldersUpward, joinedPath, nearestFirst } from '../../base/relative-paths.ts';
import { isRecord, type JsonRecord, jsonRecord, stringsIn } from './json-record.ts';
import { ManifestCache } from './manifest-cache.ts';
import {
  filesEndingWith,
  firstOf,
  type ImportRequest,
  type ImportRules,
  type ModuleSpace,
} from './module-space.ts';
import { PerRevision } from './per-revision.ts';

/** A prefix of namespaces and the folder where its classes lie. */
interface Autoload {
  readonly prefix: string;
  readonly folder: string;
}

/** Classes of PHP by the folders that composer.json maps, and included files. */
export class PhpImports implements ImportRules {
  readonly #space: ModuleSpace;
  readonly #manifests: ManifestCache<readonly Autoload[]>;
  readonly #autoloads: PerRevision<readonly Autoload[]>;

  constructor(space: ModuleSpace) {
    this.#space = space;
    this.#manifests = new ManifestCache(space, autoloadsIn);
    this.#autoloads = new PerRevision(space, () => {
      const all = space.named('composer.json').flatMap((path) => this.#manifests.at(path) ?? []);
      return all.sort((one, other) => other.prefix.length - one.prefix.length);
    });
  }

  resolve({ path, module, names }: ImportRequest): readonly string[] {
    const included = includedPath(module);
    if (included !== undefined) return this.#included(path, included);
    const classes = names.filter((name) => name !== '*').map((name) => `${module}\\${name}`);
    const wanted = classes.length > 0 ? classes : [module];
    const found = wanted.flatMap((name) => this.#classFile(path, name.replace(/^\\/, '')));
    return [...new Set(found)];
  }

  #classFile(from: string, name: string): readonly string[] {
    const mapped = this.#autoloads.value
      .filter(({ prefix }) => name.startsWith(prefix))
      .map(({ prefix, folder }) => below(folder, fileOf(name.slice(prefix.length))))
      .filter((path) => this.#space.has(path));
    if (mapped.length > 0) return nearestFirst(mapped, from).slice(0, 1);
    const words = name.split('\\');
    for (let start = 0; start < words.length - 1; start++) {
      const [nearest] = filesEndingWith(this.#space, fileOf(words.slice(start).join('\\')), from);
      if (nearest !== undefined) return [nearest];
    }
    return [];
  }

  #included(from: string, path: string): readonly string[] {
    const around = [...foldersUpward(folderOf(from))].flatMap((folder) => joinedPath(folder, path) ?? []);
    const found = firstOf(this.#space, around);
    return found.length > 0 || path.startsWith('.')
      ? found
      : filesEndingWith(this.#space, path.replace(/^\//, ''), from).slice(0, 1);
  }
}

function fileOf(name: string): string {
  return `${name.replaceAll('\\', '/')}.php`;
}

/** The path in `'a.php'`, `__DIR__ . '/a.php'` and `dirname(__DIR__) . '/a.php'`; undefined for a class. */
function includedPath(module: string): string | undefined {
  const literal = /['"]([^'"]+)['"]/.exec(module)?.[1];
  if (literal === undefined) return /\.\w+$|\//.test(module) ? module : undefined;
  const outward = [...module.matchAll(/\bdirname\s*\(/g)].length - (module.includes('__FILE__') ? 1 : 0);
  const isPlaced = /__DIR__|__FILE__/.test(module);
  return isPlaced ? `./${'../'.repeat(Math.max(0, outward))}${literal}` : literal;
}

function autoloadsIn(text: string, path: string): readonly Autoload[] {
  const record = jsonRecord(text);
  return [record.autoload, record['autoload-dev']].flatMap((section) => {
    return isRecord(section) && isRecord(section['psr-4']) ? mappings(section['psr-4'], folderOf(path)) : [];
  });
}

function mappings(map: JsonRecord, around: string): readonly Autoload[] {
  return Object.entries(map).flatMap(([prefix, folders]) => {
    return stringsIn(folders).flatMap((each) => {
      const folder = joinedPath(around, each);
      return folder === undefined ? [] : { prefix, folder };
    });
  });
}
