import { fileURLToPath } from 'node:url';

/** The path of a `file:` URI, with `/` on every platform; undefined for any other and for broken ones. */
export function pathOf(uri: string): string | undefined {
  try {
    if (!uri.startsWith('file:')) return undefined;
    const path = fileURLToPath(uri);
    return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
  } catch {
    return undefined;
  }
}

/** The paths of workspace folders, without a slash at their ends. */
export function folderPathsOf(uris: readonly string[]): readonly string[] {
  return uris
    .map(pathOf)
    .filter((path) => path !== undefined)
    .map((path) => path.replace(/(?<=[^:/])\/+$/, ''));
}
