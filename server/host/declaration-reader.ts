import { type FileHandle, open, readdir, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

import type { DeclarationReader } from '../context/dependency-declarations.ts';
import { readFlags } from './small-file.ts';

/** Reads the declarations of dependencies; package managers link folders, so links to folders count if they stay inside. */
export function declarationReader(): DeclarationReader {
  return { read: readDeclaration, names: namesIn, realPathOf };
}

async function readDeclaration(root: string, path: string, signal: AbortSignal): Promise<string | undefined> {
  const folder = await realInside(root, dirname(path));
  if (folder === undefined) return undefined;
  let handle: FileHandle | undefined;
  try {
    handle = await open(join(folder, basename(path)), readFlags);
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > maxBytes) return undefined;
    return await handle.readFile({ encoding: 'utf8', signal });
  } catch {
    signal.throwIfAborted();
    return undefined;
  } finally {
    await handle?.close();
  }
}

async function namesIn(root: string, folder: string): Promise<readonly string[]> {
  const real = await realInside(root, folder);
  if (real === undefined) return [];
  const names = await readdir(real).catch(() => []);
  return names.sort();
}

async function realPathOf(root: string, path: string): Promise<string | undefined> {
  const folder = await realInside(root, dirname(path));
  if (folder === undefined) return undefined;
  return relative(await realpath(root), join(folder, basename(path))).replaceAll(sep, '/');
}

async function realInside(root: string, path: string): Promise<string | undefined> {
  try {
    const [real, realRoot] = await Promise.all([realpath(join(root, path)), realpath(root)]);
    return real === realRoot || real.startsWith(realRoot + sep) ? real : undefined;
  } catch {
    return undefined;
  }
}

const maxBytes = 1024 * 1024;
