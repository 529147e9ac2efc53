import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { UserError } from '../base/error-codes.ts';
import type { CustomActionFile, CustomActionFiles } from '../features/code-actions/ports.ts';
import { readSmallFile } from './small-file.ts';

/** The files of custom actions in these folders, which are read each time: a person edits them and tries again. */
export function customActionFiles(
  folders: () => readonly string[],
  show: (problem: UserError) => void,
): CustomActionFiles {
  return {
    async read(signal) {
      const files: CustomActionFile[] = [];
      for (const folder of folders()) files.push(...(await filesIn(folder)));
      signal.throwIfAborted();
      return files;
    },
    refused: show,
  };
}

async function filesIn(folder: string): Promise<readonly CustomActionFile[]> {
  const names = await readdir(folder).catch(() => []);
  const own = names.filter((name) => name.endsWith('.md')).toSorted();
  const files = await Promise.all(
    own.slice(0, mostFiles).map(async (name) => {
      const path = join(folder, name);
      const file = await readSmallFile(path);
      return file.kind === 'text' ? [{ path, text: file.text }] : [];
    }),
  );
  return files.flat();
}

/** A list of actions that nobody can overlook helps nobody. */
const mostFiles = 100;
