import { below, folderOf, foldersUpward, joinedPath } from '../../base/relative-paths.ts';
import { pythonCandidates } from '../imports/python-candidates.ts';
import type { DependencyFile, DependencySession } from './dependency-session.ts';
import { isOwnFile, type LocatedImport, type PackageLocator } from './package-locator.ts';

/** Packages in the site-packages of a virtual environment around the file, stubs first. */
export class PythonLocator implements PackageLocator {
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  async locate(session: DependencySession, wanted: LocatedImport): Promise<readonly DependencyFile[]> {
    const { base, path, module, names } = wanted;
    const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
    if (dots !== '') {
      const folder = joinedPath(folderOf(path), '../'.repeat(dots.length - 1));
      if (folder === undefined || isOwnFile(this.#root, wanted)) return [];
      return session.firstOfEach(base, groupsBelow(folder, rest, names));
    }
    for (const place of await this.#places(session, wanted)) {
      const [, first = '', deeper = ''] = /^([^.]*)(.*)$/.exec(module) ?? [];
      for (const name of [`${first}-stubs`, first]) {
        const found = await session.firstOfEach(
          base,
          groupsBelow(below(place, name), deeper.slice(1), names),
        );
        if (found.length > 0) return found;
      }
    }
    return [];
  }

  async #places(session: DependencySession, { base, path }: LocatedImport): Promise<readonly string[]> {
    const own = /^.*\/site-packages(?=\/)/.exec(path)?.[0];
    if (own !== undefined) return [own];
    const places: string[] = [];
    for (const folder of foldersUpward(folderOf(path))) {
      for (const environment of ['.venv', 'venv', 'env']) {
        const libraries = below(folder, `${environment}/lib`);
        for (const name of await session.names(base, libraries)) {
          places.push(`${libraries}/${name}/site-packages`);
        }
        if ((await session.names(base, below(folder, `${environment}/Lib`))).includes('site-packages')) {
          places.push(below(folder, `${environment}/Lib/site-packages`));
        }
      }
    }
    return places;
  }
}

function groupsBelow(
  folder: string,
  module: string,
  names: readonly string[],
): readonly (readonly string[])[] {
  // Beside its source, a stub tells the types.
  return pythonCandidates(folder, module, names).map((group) => {
    return [...group].sort((one, other) => Number(other.endsWith('i')) - Number(one.endsWith('i')));
  });
}
