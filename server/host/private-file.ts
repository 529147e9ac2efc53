import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { makePrivateFolder } from './cache-folder.ts';
import { errorCodeOf } from './small-file.ts';

/** A new file of a person's own, in a folder of their own. */
export interface NewFile {
  /** Absolute; made where it is missing. */
  readonly folder: string;
  readonly stem: string;
  /** With its dots, such as `.chat.md`. */
  readonly ending: string;
  readonly text: string;
}

/** Writes a new file that only its owner can read, under its name or the first free one after it; gives its path. */
export async function writePrivateFile({ folder, stem, ending, text }: NewFile): Promise<string> {
  await makePrivateFolder(folder);
  for (let number = 1; ; number += 1) {
    const path = join(folder, `${stem}${number === 1 ? '' : `-${number}`}${ending}`);
    try {
      const handle = await open(path, 'wx', 0o600);
      await handle.writeFile(text).finally(() => handle.close());
      return path;
    } catch (error) {
      if (errorCodeOf(error) !== 'EEXIST' || number === mostNumbers) throw error;
    }
  }
}

/** Deletes the files of a folder that nobody has written for a while; what cannot be deleted stays. */
export async function sweepFolder(folder: string, olderThanMs: number): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const path = join(folder, name);
    const facts = await stat(path).catch(() => undefined);
    if (facts === undefined || !facts.isFile() || Date.now() - facts.mtimeMs < olderThanMs) continue;
    await rm(path, { force: true }).catch(() => undefined);
  }
}

const mostNumbers = 1_000;
