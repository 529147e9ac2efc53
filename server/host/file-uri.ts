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

/**
 * The path of a file on this machine that a URI of any scheme names, as editors name old versions and parts of files
 * (`git:/w/a.ts?HEAD`); undefined where there is none, and for broken ones.
 */
export function namedPathOf(uri: string): string | undefined {
  const [, named] = /^[a-z][\w+.-]+:(?:\/\/)?(\/(?!\/)[^?#]*)/i.exec(uri) ?? [];
  return pathOf(named === undefined ? uri : `file://${named}`);
}

/** The paths of workspace folders, without a slash at their ends. */
export function folderPathsOf(uris: readonly string[]): readonly string[] {
  return uris
    .map(pathOf)
    .filter((path) => path !== undefined)
    .map((path) => path.replace(/(?<=[^:/])\/+$/, ''));
}
