import { git } from './git-command.ts';

/**
 * The folders that git ignores as a whole, relative to `root`, those nearest to it first, so that nobody needs to
 * watch them; none outside of a repository.
 */
export async function ignoredFolders(root: string, signal: AbortSignal): Promise<readonly string[]> {
  const options = ['-z', '--others', '--ignored', '--exclude-standard', '--directory'];
  const { kind, output } = await git({ command: 'ls-files', options, folder: root }, signal);
  if (kind === 'failed') return [];
  const names = output.toString('utf8').split('\0');
  const folders = names.filter((name) => name.endsWith('/')).map((name) => name.slice(0, -1));
  // A folder in which all files are ignored, one by one, is named too, but so are its files.
  const parents = new Set(names.flatMap((name) => parentsOf(name)));
  const whole = folders.filter((folder) => !parents.has(folder) && isUsable(folder));
  return whole.sort((a, b) => depthOf(a) - depthOf(b)).slice(0, maxFolders);
}

/** The folders that a name lies in; `a/b/` and `a/b` lie in `a` alone. */
function parentsOf(name: string): readonly string[] {
  const parts = name.replace(/\/$/, '').split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function isUsable(folder: string): boolean {
  return folder !== '' && folder !== '.' && !folder.includes('\uFFFD');
}

function depthOf(folder: string): number {
  return folder.split('/').length;
}

/** Each is compared with each name that a watcher meets. */
const maxFolders = 200;
