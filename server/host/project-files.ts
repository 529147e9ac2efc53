import { constants } from 'node:fs';
import { access, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { TextDocument } from '../base/text-document.ts';
import type { FileLook, ProjectFiles, ProjectRoot } from '../edits/ports.ts';
import { pathOf } from './file-uri.ts';
import { isPlainPath } from './git-files.ts';
import { isMissing, readFlags } from './small-file.ts';

export interface ProjectFilesParts {
  /** Absolute paths of the workspace's folders, with `/`. */
  readonly roots: () => readonly string[];
  /** The open documents as they are now. */
  readonly documentAt: (uri: string) => TextDocument | undefined;
  readonly isExcluded: (uri: string) => boolean;
  /** The paths that are known of a workspace folder, relative to it. */
  readonly pathsIn: (rootUri: string, signal: AbortSignal) => Promise<readonly string[]>;
  /** The editors' name for the language of a file on disk. */
  readonly languageIdOf: (path: string) => string;
}

/** The files of the workspace: open buffers first, then the disk, reached through no link. */
export function projectFiles(parts: ProjectFilesParts): ProjectFiles {
  const rootPathOf = (uri: string) => innermostRoot(parts.roots(), pathOf(uri));
  return {
    rootOf(uri) {
      const root = rootPathOf(uri);
      return root === undefined ? undefined : projectRoot(root);
    },
    pathOf(uri) {
      const path = pathOf(uri) ?? uri;
      const root = rootPathOf(uri);
      return root === undefined ? basename(path) : path.slice(root.length + 1);
    },
    uriOf(root, path) {
      const folder = pathOf(root.uri);
      return folder === undefined || !isPlainPath(path) ? undefined : pathToFileURL(join(folder, path)).href;
    },
    paths: (root, signal) => parts.pathsIn(root.uri, signal),
    look: (uri, signal) => look(uri, parts, signal),
  };
}

/** A workspace folder by its absolute path. */
export function projectRoot(path: string): ProjectRoot {
  return { uri: pathToFileURL(path).href, name: basename(path) };
}

function innermostRoot(roots: readonly string[], path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  const around = roots.filter((root) => path.startsWith(`${root}/`));
  return around.toSorted((one, other) => other.length - one.length)[0];
}

async function look(uri: string, parts: ProjectFilesParts, signal: AbortSignal): Promise<FileLook> {
  const path = pathOf(uri);
  const document = parts.documentAt(uri);
  if (parts.isExcluded(uri)) return refused('excluded');
  if (path === undefined) return document === undefined ? refused('outside') : openText(document, false);
  const root = innermostRoot(parts.roots(), path);
  if (document !== undefined) return openText(document, await isReadOnly(path));
  if (root === undefined) return refused('outside');
  const found = await readFromDisk(root, path);
  signal.throwIfAborted();
  if (found.kind !== 'text') return found;
  const languageId = parts.languageIdOf(path);
  return { ...found, languageId, version: undefined, isReadOnly: await isReadOnly(path) };
}

function openText({ text, languageId, version }: TextDocument, readOnly: boolean): FileLook {
  return { kind: 'text', text, languageId, version, isReadOnly: readOnly };
}

function refused(reason: Extract<FileLook, { kind: 'refused' }>['reason']): FileLook {
  return { kind: 'refused', reason };
}

type DiskText = { readonly kind: 'text'; readonly text: string } | Exclude<FileLook, { kind: 'text' }>;

async function readFromDisk(root: string, path: string): Promise<DiskText> {
  let handle: FileHandle | undefined;
  try {
    if (!(await isReachedDirectly(root, dirname(path)))) return { kind: 'refused', reason: 'outside' };
    handle = await open(path, readFlags);
    const facts = await handle.stat();
    if (!facts.isFile()) return { kind: 'refused', reason: 'not-text' };
    if (facts.size > maxBytes) return { kind: 'refused', reason: 'too-large' };
    return textFrom(await handle.readFile());
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'refused', reason: 'not-text' };
  } finally {
    await handle?.close();
  }
}

/** A name behind a link to another folder would lead out of the workspace, or past what excludes it. */
async function isReachedDirectly(root: string, folder: string): Promise<boolean> {
  const [real, realRoot] = await Promise.all([realpath(folder), realpath(root)]);
  return real === join(realRoot, folder.slice(root.length));
}

function textFrom(bytes: Buffer): DiskText {
  if (bytes.includes(0)) return { kind: 'refused', reason: 'not-text' };
  try {
    return { kind: 'text', text: utf8.decode(bytes) };
  } catch {
    return { kind: 'refused', reason: 'not-text' };
  }
}

/** By its own mode too, since to a superuser nothing is forbidden. A file that is not there yet can be written. */
async function isReadOnly(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined);
  if (facts === undefined) return false;
  if ((facts.mode & anyoneWrites) === 0) return true;
  return access(path, constants.W_OK).then(
    () => false,
    () => true,
  );
}

const anyoneWrites = 0o222;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** 1 MiB, as for the index. */
const maxBytes = 1024 * 1024;
