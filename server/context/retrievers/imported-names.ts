import { importedDefinitions, type Located } from './definition-lookup.ts';
import { type ImportEvidence, importEvidence, type PlaceFacts } from './import-likelihood.ts';
import type { Place, RootView } from './scene.ts';

/** A name that a file imports, where it is defined, and what speaks for it at the cursor. */
export interface ImportedName {
  readonly local: string;
  readonly module: string;
  /** Several for overloads in different places. */
  readonly definitions: readonly Located[];
  readonly evidence: ImportEvidence;
}

/** The names that a file imports one by one, as far as they are defined in the workspace. */
export function importedNames(
  root: RootView,
  place: Place,
  facts: PlaceFacts,
  wants: (local: string) => boolean,
): readonly ImportedName[] {
  return place.record.imports.flatMap(({ module, names }) =>
    names.flatMap(({ original, local }) => {
      if (original === '*' || !wants(local)) return [];
      const definitions = importedDefinitions(root, place.path, { module, name: original, local });
      const [first] = definitions;
      if (first === undefined) return [];
      return [{ local, module, definitions, evidence: importEvidence(local, first, facts) }];
    }),
  );
}
