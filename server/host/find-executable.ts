import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

/**
 * The first program of a name on PATH that `isTrusted` accepts. Relative entries and a project's `node_modules` do
 * not count: a repository must not choose what is run.
 */
export function findExecutable(
  name: string,
  path: string,
  isTrusted: (file: string) => boolean = () => true,
): string | undefined {
  const fileName = process.platform === 'win32' && !name.endsWith('.exe') ? `${name}.exe` : name;
  return path
    .split(delimiter)
    .filter((entry) => isAbsolute(entry) && !entry.includes('node_modules'))
    .map((entry) => join(entry, fileName))
    .find((file) => isExecutable(file) && isTrusted(file));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
