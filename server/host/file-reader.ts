import { type BigIntStats, closeSync, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { FileRead, FileReader, LeftOutReason } from '../context/ports.ts';
import { stampOf } from './file-lister.ts';
import { errorCodeOf, isMissing, readFlags } from './small-file.ts';

/**
 * Reads source files: regular, at most 1 MiB, UTF-8, reached through no link. For worker threads: it reads
 * synchronously, which costs less than asking the thread pool for each step and leaves the pool to the main thread.
 */
export function fileReader(): FileReader {
  const folders = new FolderCheck();
  const bytes = new Uint8Array(maxBytes);
  return {
    async read(root, path, signal) {
      signal.throwIfAborted();
      return readSource({ folders, bytes }, root, path);
    },
  };
}

interface Reading {
  readonly folders: FolderCheck;
  /** Where every file is read into. */
  readonly bytes: Uint8Array;
}

function readSource({ folders, bytes }: Reading, root: string, path: string): FileRead {
  const absolute = join(root, path);
  let descriptor: number | undefined;
  try {
    if (!folders.isReachedDirectly(root, dirname(absolute))) return leftOut('link', '');
    descriptor = openSync(absolute, readFlags);
    return readDescriptor(descriptor, bytes);
  } catch (error) {
    return leftOut(reasonOf(error), '');
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function readDescriptor(descriptor: number, bytes: Uint8Array): FileRead {
  const before = fstatSync(descriptor, { bigint: true });
  const stamp = stampOf(before);
  if (!before.isFile()) return leftOut('not-a-file', stamp);
  if (before.size > maxBytes) return leftOut('too-large', stamp);
  const content = bytes.subarray(0, readInto(bytes, descriptor, Number(before.size)));
  if (content.includes(0)) return leftOut('binary', stamp);
  const text = decode(content);
  if (text === undefined) return leftOut('not-utf8', stamp);
  return { kind: 'text', text, stamp: settledStamp(stamp, fstatSync(descriptor, { bigint: true })) };
}

/** Reads at most `size` bytes; gives how many there were. */
function readInto(bytes: Uint8Array, descriptor: number, size: number): number {
  let done = 0;
  while (done < size) {
    const read = readSync(descriptor, bytes, done, size - done, done);
    if (read === 0) break;
    done += read;
  }
  return done;
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
  readonly #answers = new Map<string, boolean>();
  #since = 0;

  isReachedDirectly(root: string, folder: string): boolean {
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

function isReal(root: string, folder: string): boolean {
  if (folder === root) return true;
  const { native } = realpathSync;
  return native(folder) === join(native(root), folder.slice(root.length));
}

const maxAgeMs = 2_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });
/** 1 MiB: larger sources are generated, or tables. */
const maxBytes = 1024 * 1024;
