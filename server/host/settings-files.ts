import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { posix, win32 } from 'node:path';

import type { LayerContent, SettingsLayer } from '../config/settings-layer.ts';

import type { HomeFacts } from './home-places.ts';
import { errorCodeOf, isMissing, readFlags } from './small-file.ts';

/**
 * The user's settings file, by the convention of the platform; a relative XDG_CONFIG_HOME is ignored, as the XDG
 * Base Directory Specification says.
 */
export function userSettingsPath({ platform, env, homeFolder }: HomeFacts): string {
  const path = platform === 'win32' ? win32 : posix;
  const xdg = env.XDG_CONFIG_HOME;
  if (xdg !== undefined && path.isAbsolute(xdg)) return path.join(xdg, ...ownFile);
  if (platform === 'darwin') return path.join(homeFolder, 'Library', 'Application Support', ...ownFile);
  if (platform === 'win32') {
    return path.join(env.APPDATA ?? path.join(homeFolder, 'AppData', 'Roaming'), ...ownFile);
  }
  return path.join(homeFolder, '.config', ...ownFile);
}

/** The settings file of the workspace whose root folder is `root`. */
export function workspaceSettingsPath(root: string): string {
  return (process.platform === 'win32' ? win32 : posix).join(root, '.innerloop', 'config.jsonc');
}

/** The layer of the user's own file; it may be a symbolic link, as those who keep their dotfiles in git have it. */
export async function readUserSettings(path: string): Promise<SettingsLayer> {
  const content = await readContent(path, readFlags & ~(constants.O_NOFOLLOW ?? 0));
  return { name: 'user file', source: path, rights: 'full', content };
}

/** The layer of a workspace's file, which others may have written: no link is followed, and trust decides its rights. */
export async function readWorkspaceSettings(
  path: string,
  rights: SettingsLayer['rights'],
): Promise<SettingsLayer> {
  const content = await readContent(path, readFlags);
  return { name: 'workspace file', source: path, rights, content };
}

async function readContent(path: string, flags: number): Promise<LayerContent> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, flags);
    return await readBounded(handle);
  } catch (error) {
    return contentOfFailure(error);
  } finally {
    await handle?.close();
  }
}

async function readBounded(handle: FileHandle): Promise<LayerContent> {
  const facts = await handle.stat();
  if (!facts.isFile()) return { kind: 'unreadable', detail: 'it is not a regular file' };
  if (facts.size > maxBytes) return { kind: 'unreadable', detail: 'it is larger than 1 MB' };
  return { kind: 'text', text: withoutMark(await handle.readFile('utf8')) };
}

function contentOfFailure(error: unknown): LayerContent {
  if (isMissing(error)) return { kind: 'missing' };
  const code = errorCodeOf(error);
  return { kind: 'unreadable', detail: failures[code] ?? code };
}

/** Some editors on Windows start files with a byte order mark. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

const failures: Readonly<Record<string, string>> = {
  EACCES: 'its permissions forbid it',
  EISDIR: 'it is a folder',
  ELOOP: 'it is a symbolic link',
};

const ownFile = ['innerloop', 'config.jsonc'];
const maxBytes = 1024 * 1024;
