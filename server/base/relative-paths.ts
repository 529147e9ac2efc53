/** `folder` and a relative path in one, with `.` and `..` resolved; undefined above the root. */
export function joinedPath(folder: string, relative: string): string | undefined {
  const parts: string[] = [];
  for (const part of `${folder}/${relative}`.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** What lies at `rest` below a folder; the root is the empty folder. */
export function below(folder: string, rest: string): string {
  if (folder === '' || rest === '') return folder + rest;
  return `${folder}/${rest}`;
}

/** The folder around a path; empty for what lies in the root. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at === -1 ? '' : path.slice(0, at);
}

/** The last segment of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder itself and all around it, the root (empty) at last. */
export function* foldersUpward(folder: string): Generator<string> {
  for (let at = folder; at !== ''; at = folderOf(at)) yield at;
  yield '';
}

/** The way from a folder to a path, beginning with `./` or `../`. */
export function relativePath(folder: string, path: string): string {
  const from = segmentsOf(folder);
  const to = path.split('/');
  const shared = sharedCount(from, to.slice(0, -1));
  const up = from.length - shared;
  return `${up === 0 ? './' : '../'.repeat(up)}${to.slice(shared).join('/')}`;
}

/** The segments of a folder; none for the root. */
export function segmentsOf(folder: string): readonly string[] {
  return folder === '' ? [] : folder.split('/');
}

/** How many segments two lists share at their fronts. */
export function sharedCount(one: readonly string[], other: readonly string[]): number {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count += 1;
  return count;
}

/** Whether a path is `folder` or lies in it. */
export function isBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Those with the most folders in common with `from` first, of equals the less deep, then by name. */
export function nearestFirst(paths: readonly string[], from: string): readonly string[] {
  if (paths.length < 2) return paths;
  const ranked = paths.map((path) => ({ path, shared: sharedDepth(path, from), depth: depthOf(path) }));
  ranked.sort((one, other) => {
    return other.shared - one.shared || one.depth - other.depth || (one.path < other.path ? -1 : 1);
  });
  return ranked.map(({ path }) => path);
}

function sharedDepth(one: string, other: string): number {
  let depth = 0;
  for (let at = 0; at < one.length && one[at] === other[at]; at++) if (one[at] === '/') depth += 1;
  return depth;
}

function depthOf(path: string): number {
  let depth = 0;
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) depth += 1;
  return depth;
}
