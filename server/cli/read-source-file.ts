import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

import { UserError } from '../base/error-codes.ts';

/**
 * The text of a file that the user named. Throws a UserError when there is none: missing, a folder, not text,
 * larger than 64 MB. `shown` is the path as the user wrote it.
 */
export async function readSourceFile(path: string, shown: string, workingFolder: string): Promise<string> {
  const bytes = await readBytes(path, shown, workingFolder);
  const text = decode(bytes);
  if (text === undefined) throw new UserError('file-not-text', { file: shown });
  return text;
}

async function readBytes(path: string, shown: string, workingFolder: string): Promise<Uint8Array> {
  // A FIFO without a writer would hold `open` for ever.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)).catch((error) => {
    throw failureOf(error, shown, workingFolder);
  });
  try {
    const facts = await handle.stat();
    if (!facts.isFile()) {
      const found = facts.isDirectory() ? 'a folder' : 'a device or pipe';
      throw new UserError('file-not-regular', { file: shown, found });
    }
    if (facts.size > maxBytes) {
      const size = String(Math.ceil(facts.size / mega));
      throw new UserError('file-too-large', { file: shown, size, limit: String(maxBytes / mega) });
    }
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

function decode(bytes: Uint8Array): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function failureOf(error: unknown, file: string, folder: string): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UserError('file-missing', { file, folder });
  if (code === 'EISDIR') return new UserError('file-not-regular', { file, found: 'a folder' });
  const detail = code === 'EACCES' ? 'permission denied' : code;
  return new UserError('file-unreadable', { file, detail }, { cause: error });
}

const mega = 1024 * 1024;
const maxBytes = 64 * mega;
