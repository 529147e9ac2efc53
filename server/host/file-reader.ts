import type { BigIntStats } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { FileRead, FileReader, LeftOutReason } from '../context/ports.ts';
import { stampOf } from './file-lister.ts';
import { errorCodeOf, isMissing, readFlags } from './small-file.ts';

/** Reads source files: regular, at most 1 MiB, UTF-8, reached through no link. */
export function fileReader(): FileReader {
  const folders = new FolderCheck();
  return { read: (root, path, signal) => readSource(folders, root, path, signal) };
}

async function readSource(
  folders: FolderCheck,
  root: string,
  path: string,
  signal: AbortSignal,
): Promise<FileRead> {
  const absolute = join(root, path);
  let handle: FileHandle | undefined;
  try {
    if (!(await folders.isReachedDirectly(root, dirname(absolute)))) return leftOut('link', '');
    handle = await open(absolute, readFlags);
    return await readHandle(handle, signal);
  } catch (error) {
    signal.throwIfAborted();
    return leftOut(reasonOf(error), '');
  } finally {
    await handle?.close();
  }
}

async function readHandle(handle: FileHandle, signal: AbortSignal): Promise<FileRead> {
  const before = await handle.stat({ bigint: true });
  const stamp = stampOf(before);
  if (!before.isFile()) return leftOut('not-a-file', stamp);
  if (before.size > maxBytes) return leftOut('too-large', stamp);
  const bytes = await handle.readFile({ signal });
  if (bytes.includes(0)) return leftOut('binary', stamp);
  const text = decode(bytes);
  if (text === undefined) return leftOut('not-utf8', stamp);
  return { kind: 'text', text, stamp: settledStamp(stamp, await handle.stat({ bigint: true })) };
}

function leftOut(reason: LeftOutReason, stamp: string): FileRead {
  return { kind: 'left-out', reason, stamp };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A file that changed while it was read gets a stamp that it can never have, so the next look reads it again. */
function settledStamp(before: string, after: BigIntStats): string {
  return stampOf(after) === before ? before : `${before}.unsettled`;
}

function reasonOf(error: unknown): 'link' | 'gone' | 'unreadable' | 'not-a-file' {
  const code = errorCodeOf(error);
  if (isMissing(error)) return 'gone';
  if (code === 'ELOOP') return 'link';
  return code === 'ENXIO' || code === 'ENODEV' ? 'not-a-file' : 'unreadable';
}

/**
 * Whether a folder below a root is reached through no link: O_NOFOLLOW looks at the last name only, and a list from
 * git may name a file behind a link to another folder.
 * Invariant: an answer is at most two seconds old.
 */
class FolderCheck {
  readonly #answers = new Map<string, Promise<boolean>>();
  #since = 0;

  isReachedDirectly(root: string, folder: string): Promise<boolean> {
    const now = performance.now();
    if (now - this.#since > maxAgeMs) {
      this.#answers.clear();
      this.#since = now;
    }
    const known = this.#answers.get(folder);
    if (known !== undefined) return known;
    const answer = isReal(root, folder);
    this.#answers.set(folder, answer);
    return answer;
  }
}

async function isReal(root: string, folder: string): Promise<boolean> {
  if (folder === root) return true;
  const [real, realRoot] = await Promise.all([realpath(folder), realpath(root)]);
  return real === join(realRoot, folder.slice(root.length));
}

const maxAgeMs = 2_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** 1 MiB: larger sources are generated, or tables. */
const maxBytes = 1024n * 1024n;
