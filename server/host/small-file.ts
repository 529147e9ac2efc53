import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** One try to read a file that configures us: its text, that there is none, or that it cannot be read. */
export type SmallFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable' };

/** Reads a regular file of at most 1 MB, through no link and without waiting for the other end of a FIFO. */
export async function readSmallFile(path: string): Promise<SmallFile> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, readFlags);
    const facts = await handle.stat();
    if (!facts.isFile() || facts.size > maxBytes) return { kind: 'unreadable' };
    return { kind: 'text', text: await handle.readFile('utf8') };
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : { kind: 'unreadable' };
  } finally {
    await handle?.close();
  }
}

/** Opens for reading, never waits (a FIFO without a writer would hold `open` for ever), follows no link. */
export const readFlags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0);

/** Whether an error of the file system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The system's code of an error, such as `ENOSPC`; empty when it has none. */
export function errorCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const maxBytes = 1024 * 1024;
