import { join, resolve } from 'node:path';

/** The checkout that is tested. */
export const projectFolder = resolve(import.meta.dirname, '../..');
/** Where `install-editors.sh` puts the editors. */
export const editorsFolder = join(projectFolder, '.cache/editors');
/** Where recorded sessions stay after a run. */
export const recordingsFolder = join(editorsFolder, 'recordings');

/** Where `install-vscode.sh` puts VS Code and its browser. */
export const vsCodeFolder = join(editorsFolder, 'vscode');

/** The path of a program that `install-editors.sh` brought. */
export function editorProgram(name: 'nvim' | 'hx' | 'emacs' | 'emacsclient' | 'tmux'): string {
  return join(editorsFolder, 'bin', name);
}

/** The path of a program that `install-vscode.sh` brought. */
export function vsCodeProgram(name: 'code' | 'chromium'): string {
  return join(vsCodeFolder, 'bin', name);
}
