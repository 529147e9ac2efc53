import { nameOf, nearestFirst } from '../../base/relative-paths.ts';

/** What may be asked about a workspace to resolve imports in it; paths are relative to the root, with `/`. */
export interface ModuleSpace {
  /** Changes whenever a path or a manifest does; what was derived from an older one is derived anew. */
  readonly revision: number;
  has(path: string): boolean;
  /** Paths whose last segment is `name`, in order. */
  named(name: string): readonly string[];
  /** Files directly in a folder, in order; the root is the empty folder. */
  inFolder(folder: string): readonly string[];
  /** Folders with files in them whose last segment is `name`, in order. */
  foldersNamed(name: string): readonly string[];
  /** The text of a file that `isManifest` names; undefined when it is not there. */
  manifest(path: string): string | undefined;
}

/** One import of a file. */
export interface ImportRequest {
  /** The file that imports. */
  readonly path: string;
  /** As `ImportStatement` has it. */
  readonly module: string;
  /** What the other file calls the names; `*` for all of it. */
  readonly names: readonly string[];
}

/** How the imports of one language are resolved. */
export interface ImportRules {
  /** Files of the workspace, best first. */
  resolve(request: ImportRequest): readonly string[];
}

/** The first of these that is there, alone, or nothing. */
export function firstOf(space: ModuleSpace, candidates: Iterable<string>): readonly string[] {
  for (const path of candidates) if (space.has(path)) return [path];
  return [];
}

/** The first of each group that is there. */
export function firstOfEach(space: ModuleSpace, groups: Iterable<Iterable<string>>): readonly string[] {
  const found: string[] = [];
  for (const group of groups) found.push(...firstOf(space, group));
  return found;
}

/** Files whose path ends with these segments, nearest to `from` first. */
export function filesEndingWith(space: ModuleSpace, suffix: string, from: string): readonly string[] {
  return nearestFirst(
    space.named(nameOf(suffix)).filter((path) => endsWithSegments(path, suffix)),
    from,
  );
}

/** Folders whose path ends with these segments, nearest to `from` first. */
export function foldersEndingWith(space: ModuleSpace, suffix: string, from: string): readonly string[] {
  const folders = space.foldersNamed(nameOf(suffix));
  return nearestFirst(
    folders.filter((path) => endsWithSegments(path, suffix)),
    from,
  );
}

function endsWithSegments(path: string, suffix: string): boolean {
  if (!path.endsWith(suffix)) return false;
  return path.length === suffix.length || path[path.length - suffix.length - 1] === '/';
}
