/** What imports are resolved in: the paths of a tree that does not change but for the texts of its files. */
export function moduleSpaceOf(
  paths: readonly string[],
  textOf: (path: string) => string | undefined,
): FixedModuleSpace {
  const all = new Set(paths);
  const names = grouped(paths, (path) => path.slice(path.lastIndexOf('/') + 1));
  const folders = grouped(paths, folderOf);
  const folderNames = grouped([...folders.keys()], (folder) => folder.slice(folder.lastIndexOf('/') + 1));
  return {
    revision: 0,
    has: (path) => all.has(path),
    named: (name) => names.get(name) ?? [],
    inFolder: (folder) => folders.get(folder) ?? [],
    foldersNamed: (name) => folderNames.get(name) ?? [],
    manifest: textOf,
  };
}

interface FixedModuleSpace {
  readonly revision: number;
  has(path: string): boolean;
  named(name: string): readonly string[];
  inFolder(folder: string): readonly string[];
  foldersNamed(name: string): readonly string[];
  manifest(path: string): string | undefined;
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function grouped(
  values: readonly string[],
  keyOf: (value: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const value of [...values].sort()) {
    const group = groups.get(keyOf(value));
    if (group === undefined) groups.set(keyOf(value), [value]);
    else group.push(value);
  }
  return groups;
}
