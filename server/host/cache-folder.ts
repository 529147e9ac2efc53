import { chmod, lstat, mkdir } from 'node:fs/promises';

import { errorCodeOf } from './small-file.ts';

/** Makes a folder that only its owner can enter. Throws a {@link CacheFolderError} when that cannot be had. */
export async function makePrivateFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const facts = await lstat(folder);
    if (!facts.isDirectory()) throw new CacheFolderError('it is a link or a file, not a folder');
    const user = process.getuid?.();
    if (user === undefined) return;
    if (facts.uid !== user) throw new CacheFolderError('it belongs to another user');
    if ((facts.mode & 0o077) !== 0) await chmod(folder, 0o700);
  } catch (error) {
    throw error instanceof CacheFolderError ? error : new CacheFolderError(failureText(error));
  }
}

/** Why nothing can be kept on disk; its message completes "cannot be kept in FOLDER: …". */
export class CacheFolderError extends Error {}

/** What the system's refusal means for the person. */
export function failureText(error: unknown): string {
  const code = errorCodeOf(error);
  return failures[code] ?? (code === '' ? 'writing failed' : code);
}

const failures: Readonly<Record<string, string>> = {
  EACCES: 'its permissions forbid it',
  EPERM: 'its permissions forbid it',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the quota of the disk is used up',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  EMFILE: 'too many files are open',
};
