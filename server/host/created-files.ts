import type { Dirent } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What lies at paths that were created: files, or a tree that must be looked at as a whole. */
export type CreatedFiles =
  | { readonly kind: 'files'; readonly files: readonly string[] }
  /** Folders within folders, or too much to look at one by one. */
  | { readonly kind: 'tree' };

/** Looks at new paths; of a new folder without folders in it the files are told, because nobody told of them. */
export async function createdFiles(paths: readonly string[]): Promise<CreatedFiles> {
  if (paths.length > maxPaths) return { kind: 'tree' };
  const files: string[] = [];
  for (const path of paths) {
    const entries = await entriesOf(path);
    if (entries === undefined) files.push(path);
    else {
      for (const { name } of entries.filter((entry) => entry.isFile())) files.push(join(path, name));
      if (entries.some((entry) => entry.isDirectory() && !neverEntered.has(entry.name)))
        return { kind: 'tree' };
    }
  }
  return { kind: 'files', files: [...new Set(files)] };
}

/** Undefined for what is no folder, or none any more. */
async function entriesOf(path: string): Promise<readonly Dirent[] | undefined> {
  try {
    if (!(await lstat(path)).isDirectory()) return undefined;
    return await readdir(path, { withFileTypes: true });
  } catch {
    return undefined;
  }
}

const neverEntered: ReadonlySet<string> = new Set(['.git', 'node_modules']);
const maxPaths = 2_000;
