import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

import type { ProjectFiles } from '../edits/ports.ts';
import type { ChangedFile, TreeChanges, WorkingTree } from '../features/chat/ports.ts';
import { blobText, headBlobs, type IndexEntry, indexEntries } from './index-state.ts';
import { projectRoot } from './project-files.ts';

export interface WorkingTreeParts {
  /** Absolute paths of the workspace's folders. */
  readonly roots: () => readonly string[];
  readonly files: ProjectFiles;
  /** Of the documents that the editor has open. */
  readonly openUris: () => readonly string[];
}

/** The files of the workspace against the last commit; no filter that a repository names is run for it. */
export function workingTree(parts: WorkingTreeParts): WorkingTree {
  return {
    async changes(signal) {
      let all: TreeChanges | undefined;
      for (const root of parts.roots()) {
        const own = await changesIn(root, parts, mostFiles - (all?.files.length ?? 0), signal);
        if (own === undefined) continue;
        all = { files: [...(all?.files ?? []), ...own.files], left: (all?.left ?? 0) + own.left };
      }
      return all;
    },
  };
}

async function changesIn(
  root: string,
  { files, openUris }: WorkingTreeParts,
  most: number,
  signal: AbortSignal,
): Promise<TreeChanges | undefined> {
  const entries = await indexEntries(root, signal);
  if (entries === undefined) return undefined;
  const head = await headBlobs(root, signal);
  const { uri: rootUri } = projectRoot(root);
  const open = openUris().filter((uri) => files.rootOf(uri)?.uri === rootUri);
  const openPaths = open.map((uri) => files.pathOf(uri)).filter((path) => entries.has(path));
  const touched = await touchedPaths(root, { entries, head }, signal);
  const changed: ChangedFile[] = [];
  const suspects = [...new Set([...openPaths, ...touched])].toSorted();
  for (const [at, path] of suspects.entries()) {
    if (changed.length >= most) return { files: changed, left: suspects.length - at };
    const uri = files.uriOf(projectRoot(root), path);
    if (uri === undefined) continue;
    const file = await changedFile({ root, uri, path, blob: head.get(path) }, files, signal);
    if (file !== undefined) changed.push(file);
  }
  return { files: changed, left: 0 };
}

/** Paths that are staged, gone, or touched since git looked. */
async function touchedPaths(
  root: string,
  {
    entries,
    head,
  }: { readonly entries: ReadonlyMap<string, IndexEntry>; readonly head: ReadonlyMap<string, string> },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const paths = [...new Set([...entries.keys(), ...head.keys()])];
  const found: string[] = [];
  for (let at = 0; at < paths.length; at += slice) {
    signal.throwIfAborted();
    const part = paths.slice(at, at + slice);
    const isTouched = await Promise.all(
      part.map(async (path) => {
        const entry = entries.get(path);
        return entry === undefined || entry.blob !== head.get(path) || differs(join(root, path), entry);
      }),
    );
    found.push(...part.filter((_, index) => isTouched[index]));
  }
  return found;
}

async function differs(path: string, { seen }: IndexEntry): Promise<boolean> {
  const facts = await lstat(path).catch(() => undefined);
  if (facts === undefined || seen === undefined) return true;
  return facts.size !== seen.size || Math.abs(facts.mtimeMs - seen.mtimeMs) > clockGrainMs;
}

interface Suspect {
  readonly root: string;
  readonly uri: string;
  readonly path: string;
  /** In the last commit; undefined for a new file. */
  readonly blob: string | undefined;
}

/** Undefined for a file that is the same after all, or must not be read. */
async function changedFile(
  { root, uri, path, blob }: Suspect,
  files: ProjectFiles,
  signal: AbortSignal,
): Promise<ChangedFile | undefined> {
  const look = await files.look(uri, signal);
  if (look.kind === 'refused') return undefined;
  const after = look.kind === 'text' ? look.text : undefined;
  if (blob === undefined) return after === undefined ? undefined : { uri, path, before: undefined, after };
  if (after !== undefined && blobIdOf(after, blob.length) === blob) return undefined;
  const before = await blobText(root, blob, signal);
  if (before === undefined || before === after?.replaceAll('\r\n', '\n')) return undefined;
  return { uri, path, before, after };
}

/** As git names a blob, with SHA-1 or SHA-256 by the length of its names. */
function blobIdOf(text: string, length: number): string {
  const bytes = Buffer.from(text);
  const hash = createHash(length === sha1Length ? 'sha1' : 'sha256');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

const sha1Length = 40;
const slice = 500;
/** What a float of milliseconds loses of nanoseconds. */
const clockGrainMs = 0.01;
/** Of more files a question is about none in particular. */
const mostFiles = 200;
