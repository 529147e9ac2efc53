import { join, resolve } from 'node:path';

/** The checkout that is tested. */
export const projectFolder = resolve(import.meta.dirname, '../..');
/** Where `install-editors.sh` puts the editors. */
export const editorsFolder = join(projectFolder, '.cache/editors');
/** Where recorded sessions stay after a run. */
export const recordingsFolder = join(editorsFolder, 'recordings');

/** The path of a program that `install-editors.sh` brought. */
export function editorProgram(name: 'nvim' | 'hx' | 'tmux'): string {
  return join(editorsFolder, 'bin', name);
}
