import { below, folderOf, foldersUpward } from '../../base/relative-paths.ts';
import { type GoModule, goModule, pathInModule } from '../imports/go-module.ts';
import type { DependencyFile, DependencySession } from './dependency-session.ts';
import { isOwnFile, type LocatedImport, type PackageLocator } from './package-locator.ts';

/** Packages in `vendor`, else in the module cache in the version that the nearest go.mod requires. */
export class GoLocator implements PackageLocator {
  readonly #root: string;
  readonly #moduleCache: string | undefined;

  constructor(root: string, moduleCache: string | undefined) {
    this.#root = root;
    this.#moduleCache = moduleCache;
  }

  async locate(session: DependencySession, wanted: LocatedImport): Promise<readonly DependencyFile[]> {
    const { base, path, module } = wanted;
    // A package of Go does not pass on the names of another.
    if (!isOwnFile(this.#root, wanted) || !/^[\w.-]+\.[\w.-]+(?:\/|$)/.test(module)) return [];
    for (const folder of foldersUpward(folderOf(path))) {
      const vendored = await filesIn(session, base, below(folder, `vendor/${module}`));
      if (vendored.length > 0) return vendored;
      const manifest = await session.read(base, below(folder, 'go.mod'));
      if (manifest !== undefined) return this.#cached(session, goModule(manifest.stored.text), module);
    }
    return [];
  }

  async #cached(
    session: DependencySession,
    required: GoModule,
    module: string,
  ): Promise<readonly DependencyFile[]> {
    const cached = this.#moduleCache === undefined ? undefined : cacheFolder(required, module);
    return cached === undefined || this.#moduleCache === undefined
      ? []
      : filesIn(session, this.#moduleCache, cached);
  }
}

/** `!` before a small letter stands for the capital, since not every file system tells them apart. */
function cacheFolder({ requires, replaced }: GoModule, importPath: string): string | undefined {
  const fitting = requires.filter(({ module }) => pathInModule(importPath, module) !== undefined);
  const [longest] = fitting.sort((one, other) => other.module.length - one.module.length);
  if (longest === undefined) return undefined;
  const instead = replaced.get(longest.module) ?? longest;
  if ('folder' in instead || instead.module.includes('..')) return undefined;
  const folder = `${escaped(instead.module)}@${escaped(instead.version)}`;
  return below(folder, pathInModule(importPath, longest.module) ?? '');
}

function escaped(path: string): string {
  return path.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

async function filesIn(
  session: DependencySession,
  base: string,
  folder: string,
): Promise<readonly DependencyFile[]> {
  const names = await session.names(base, folder);
  const sources = names.filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'));
  return session.firstOfEach(
    base,
    sources.slice(0, maxFiles).map((name) => [`${folder}/${name}`]),
  );
}

/** Of one package. */
const maxFiles = 64;
