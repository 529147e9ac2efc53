import { posix, win32 } from 'node:path';

/** What decides where a person's files lie; `process` has all of it. */
export interface HomeFacts {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
}

/**
 * The folder for what must outlive a restart but is no setting, by the convention of the platform; a relative
 * XDG_STATE_HOME is ignored, as the XDG Base Directory Specification says.
 */
export function stateFolderPath({ platform, env, homeFolder }: HomeFacts): string {
  const path = platform === 'win32' ? win32 : posix;
  const xdg = env.XDG_STATE_HOME;
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, 'innerloop');
  if (platform === 'darwin')
    return path.join(homeFolder, 'Library', 'Application Support', 'innerloop', 'state');
  if (platform === 'win32') {
    return path.join(env.LOCALAPPDATA ?? path.join(homeFolder, 'AppData', 'Local'), 'innerloop', 'state');
  }
  return path.join(homeFolder, '.local', 'state', 'innerloop');
}
