import { headOf, ordered } from './chunk-finding.ts';
import type { Finding, Place, Retriever, RootView } from './scene.ts';

/** The files that this one imports, the most specific import first, and those that import it. */
export const imports: Retriever = {
  name: 'imports',
  async retrieve({ root, place }) {
    if (place === undefined) return [];
    return ordered([...importedFiles(root, place), ...importers(root, place)], mostFindings);
  },
};

function importedFiles(root: RootView, place: Place): readonly Finding[] {
  return place.record.imports.flatMap(({ module, names, line }) => {
    const targets = root.resolveImport(
      place.path,
      module,
      names.map(({ original }) => original),
    );
    return targets
      .filter((path) => path !== place.path)
      .slice(0, mostTargets)
      .flatMap((path) => {
        const span = headOf(root, path);
        // Imports that stand last were added last, mostly.
        return span === undefined
          ? []
          : [{ path, ...span, reason: `imported as ${module}`, score: 1 + line / 1000 }];
      });
  });
}

function importers(root: RootView, place: Place): readonly Finding[] {
  const own = new Set(place.record.definitions.map(({ name }) => name));
  return root.index
    .possibleImporters(place.path, mostImporters)
    .filter((path) => path !== place.path)
    .flatMap((path) => {
      const statement = root.index.record(path)?.imports.find(
        ({ module, names }) =>
          names.some(({ original }) => own.has(original)) &&
          root
            .resolveImport(
              path,
              module,
              names.map(({ original }) => original),
            )
            .includes(place.path),
      );
      const span = headOf(root, path);
      return statement === undefined || span === undefined
        ? []
        : [{ path, ...span, reason: 'imports this file', score: 0.5 }];
    });
}

const mostFindings = 12;
const mostTargets = 2;
const mostImporters = 100;
