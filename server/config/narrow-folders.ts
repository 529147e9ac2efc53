/**
 * The folders that lie in both lists; an empty list means everything. Where nothing lies in both, `below` stays,
 * because no list can say so.
 */
export function narrowFolders(below: readonly string[], wanted: readonly string[]): readonly string[] {
  if (wanted.length === 0) return below;
  if (below.length === 0) return wanted;
  const granted = wanted.filter((folder) => below.some((outer) => isWithin(folder, outer)));
  const inner = below.filter(
    (folder) =>
      wanted.some((outer) => isWithin(folder, outer)) && !granted.some((outer) => isWithin(folder, outer)),
  );
  return granted.length + inner.length === 0 ? below : [...granted, ...inner];
}

function isWithin(folder: string, outer: string): boolean {
  return withSlash(folder).startsWith(withSlash(outer));
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
