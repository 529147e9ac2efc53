import { posix, win32 } from 'node:path';

/** What decides where a person's files lie; `process` has all of it. */
export interface HomeFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
}

/** The folder for what can be rebuilt at any time. */
export function cacheFolderPath(facts: HomeFacts): string {
  return ownFolder(facts, { variable: 'XDG_CACHE_HOME', posix: ['.cache'], mac: 'Caches', name: 'cache' });
}

/** The folder for what must outlive a restart but is no setting. */
export function stateFolderPath(facts: HomeFacts): string {
  const own = { variable: 'XDG_STATE_HOME', posix: ['.local', 'state'], mac: 'Application Support' };
  return ownFolder(facts, { ...own, macName: 'state', name: 'state' });
}

/** The folder for what a person has written and would miss. */
export function dataFolderPath(facts: HomeFacts): string {
  const own = { variable: 'XDG_DATA_HOME', posix: ['.local', 'share'], mac: 'Application Support' };
  return ownFolder(facts, { ...own, name: '' });
}

/** Where one kind of files lies, by the convention of each platform. */
interface OwnFolder {
  readonly variable: string;
  /** Below the home folder. */
  readonly posix: readonly string[];
  /** Below `Library`. */
  readonly mac: string;
  /** What tells it from others of innerloop in the same place of macOS. */
  readonly macName?: string;
  /** The same on Windows. */
  readonly name: string;
}

/** A relative path in the environment is ignored, as the XDG Base Directory Specification says. */
function ownFolder({ platform, env, homeFolder }: HomeFacts, own: OwnFolder): string {
  const path = platform === 'win32' ? win32 : posix;
  const xdg = env[own.variable];
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'innerloop');
  if (platform === 'darwin') return path.join(homeFolder, 'Library', own.mac, 'innerloop', own.macName ?? '');
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA ?? path.join(homeFolder, 'AppData', 'Local');
    return path.join(local, 'innerloop', own.name);
  }
  return path.join(homeFolder, ...own.posix, 'innerloop');
}
