import type { Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import ignore from 'ignore';

import type { LeftOut } from '../context/ports.ts';
import { readSmallFile } from './small-file.ts';

/** Names below a folder, relative to it, and those that cannot be used. */
export interface NamedFiles {
  readonly paths: readonly string[];
  readonly leftOut: readonly LeftOut[];
}

/** How far a walk may go. */
export interface WalkLimits {
  readonly maxFiles: number;
}

/**
 * The files below a folder that no repository covers, without those that a `.gitignore` on the way names. Links are
 * not followed, repositories below are not entered. Folders are visited in order, level by level, so that a limit
 * cuts off the deepest.
 */
export async function walkFiles(root: string, limits: WalkLimits, signal: AbortSignal): Promise<NamedFiles> {
  const paths: string[] = [];
  const leftOut: LeftOut[] = [];
  let level: Folder[] = [{ path: '', rules: [] }];
  while (level.length > 0) {
    const next: Folder[] = [];
    for (const folder of level) {
      signal.throwIfAborted();
      const content = await readFolder(root, folder);
      // One by one, because a call takes about a hundred thousand arguments at most.
      for (const each of content.leftOut) leftOut.push(each);
      for (const path of content.files) paths.push(path);
      for (const each of content.folders) next.push(each);
      if (paths.length > limits.maxFiles) {
        leftOut.push({ path: folder.path, reason: 'too-many-files' });
        return { paths: paths.slice(0, limits.maxFiles), leftOut };
      }
    }
    level = next;
  }
  return { paths, leftOut };
}

interface Folder {
  /** Relative to the root; empty for the root itself. */
  readonly path: string;
  readonly rules: readonly Rules[];
}

/** The rules of one `.gitignore`. */
interface Rules {
  readonly folder: string;
  readonly test: (path: string) => { readonly ignored: boolean; readonly unignored: boolean };
}

interface FolderContent {
  readonly files: readonly string[];
  readonly folders: readonly Folder[];
  readonly leftOut: readonly LeftOut[];
}

async function readFolder(root: string, folder: Folder): Promise<FolderContent> {
  const entries = await entriesOf(join(root, folder.path));
  if (entries === undefined) return nothingIn([{ path: folder.path, reason: 'unreadable-folder' }]);
  const isNested = folder.path !== '' && entries.some(({ name }) => name === '.git');
  if (isNested) return nothingIn([{ path: folder.path, reason: 'nested-repository' }]);

  const rules = await rulesWithin(root, folder, entries);
  const content: Collected = { files: [], folders: [], leftOut: [] };
  for (const entry of entries) {
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    sortIn(entry, path, rules, content);
  }
  return content;
}

interface Collected {
  readonly files: string[];
  readonly folders: Folder[];
  readonly leftOut: LeftOut[];
}

function sortIn(entry: Dirent, path: string, rules: readonly Rules[], content: Collected): void {
  if (/[\uFFFD\\]/.test(entry.name)) content.leftOut.push({ path, reason: 'odd-name' });
  else if (entry.isDirectory()) {
    const isEntered = !skippedFolders.has(entry.name) && !isIgnored(`${path}/`, rules);
    if (isEntered) content.folders.push({ path, rules });
  } else if (isIgnored(path, rules)) return;
  else if (entry.isFile()) content.files.push(path);
  else content.leftOut.push({ path, reason: entry.isSymbolicLink() ? 'link' : 'not-a-file' });
}

function nothingIn(leftOut: readonly LeftOut[]): FolderContent {
  return { files: [], folders: [], leftOut };
}

async function entriesOf(folder: string): Promise<Dirent[] | undefined> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return undefined;
  }
}

async function rulesWithin(
  root: string,
  folder: Folder,
  entries: readonly Dirent[],
): Promise<readonly Rules[]> {
  if (!entries.some(({ name }) => name === '.gitignore')) return folder.rules;
  const read = await readSmallFile(join(root, folder.path, '.gitignore'));
  if (read.kind !== 'text') return folder.rules;
  const matcher = ignore().add(read.text);
  return [...folder.rules, { folder: folder.path, test: (path) => matcher.test(path) }];
}

/** The innermost `.gitignore` that says anything about the path decides, as in git. */
function isIgnored(path: string, rules: readonly Rules[]): boolean {
  for (const { folder, test } of rules.toReversed()) {
    const verdict = test(folder === '' ? path : path.slice(folder.length + 1));
    if (verdict.ignored) return true;
    if (verdict.unignored) return false;
  }
  return false;
}

/** Folders that are never a person's own code, and large. */
const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  'node_modules',
  'bower_components',
  '.venv',
  'venv',
  'site-packages',
  '__pycache__',
  '.tox',
  '.gradle',
  '.terraform',
  '.cache',
]);
