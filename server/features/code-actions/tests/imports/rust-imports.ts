import { below } from '../../../../base/relative-paths.ts';
import { tomlString, tomlTable } from '../../../../context/imports/toml-lines.ts';
import type { ImportWriter } from './import-writer.ts';

/** Uses of cargo test: everything of the file from its own module of tests, else by the crate's name. */
export const rustImports: ImportWriter = async (request, signal) => {
  const { scene, testPath, names } = request;
  const { source, packageFolder, view } = scene;
  if (!testPath.startsWith(below(packageFolder, 'tests/'))) {
    return {
      imports: ['use super::*;'],
      preamble: [],
      referenceOf: ({ name, around }) => [...around, name].join('::'),
    };
  }
  const manifest = (await view.text(below(packageFolder, 'Cargo.toml'), signal)) ?? '';
  const named =
    tomlString(tomlTable(manifest, 'lib'), 'name') ?? tomlString(tomlTable(manifest, 'package'), 'name');
  const inside = source.path.slice(below(packageFolder, 'src/').length).replace(/\.rs$/, '').split('/');
  const module = [
    (named ?? 'crate').replaceAll('-', '_'),
    ...inside.filter((part) => !['lib', 'mod', 'main'].includes(part)),
  ];
  const paths = names.map(({ name, around }) => [...module, ...around, name].join('::'));
  return {
    imports: [...new Set(paths)].sort().map((path) => `use ${path};`),
    preamble: [],
    referenceOf: ({ name, isExported }) => (isExported ? name : undefined),
  };
};
