import { basename, dirname } from 'node:path';

import { findRepositoryRoot } from './find-root.ts';
import { git } from './git-command.ts';

/** Whether git tracks the file (an absolute path); undefined where there is no repository; false where git fails. */
export async function isTracked(path: string, signal: AbortSignal): Promise<boolean | undefined> {
  if ((await findRepositoryRoot(path)) === undefined) return undefined;
  const listed = await git('ls-files', ['-z', '--', basename(path)], dirname(path), signal);
  return listed.kind === 'ok' && listed.output.length > 0;
}
