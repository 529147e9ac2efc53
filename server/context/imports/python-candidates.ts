import { below } from '../../base/relative-paths.ts';

/** Files that a module of Python below a folder may be; of each group the first that is there counts, best first. */
export function pythonCandidates(
  folder: string,
  module: string,
  names: readonly string[],
): readonly (readonly string[])[] {
  const path = below(folder, module.replaceAll('.', '/'));
  // `from x import y` may mean a module y in the package x.
  const submodules = names.filter((name) => name !== '*').map((name) => filesOf(below(path, name)));
  return [...submodules, filesOf(path)];
}

function filesOf(path: string): readonly string[] {
  if (path === '') return ['__init__.py'];
  return [`${path}.py`, `${path}/__init__.py`, `${path}.pyi`, `${path}/__init__.pyi`];
}
