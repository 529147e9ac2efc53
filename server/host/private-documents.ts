import { link, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

import type { PreviewFiles } from '../protocol/change-decisions.ts';
import { pathOf } from './file-uri.ts';
import { sweepFolder, writePrivateFile } from './private-file.ts';
import { errorCodeOf, readSmallFile } from './small-file.ts';

/** Where previews lie; absolute. */
export function previewFolder(cacheDirectory: string): string {
  return join(cacheDirectory, 'previews');
}

/** Previews in the user's cache; those that an earlier server left behind are removed first. */
export function previewFiles(cacheDirectory: string): PreviewFiles {
  const folder = previewFolder(cacheDirectory);
  const swept = sweepFolder(folder, oldMs);
  return {
    async write(stem, ending, text) {
      await swept;
      return pathToFileURL(await writePrivateFile({ folder, stem, ending, text })).href;
    },
    async remove(uri) {
      const path = pathOf(uri);
      if (path?.startsWith(folder)) await rm(path, { force: true });
    },
  };
}

/** A new chat document of a workspace; gives its URI. */
export interface NewChatFile {
  /** The user's data folder. */
  readonly dataDirectory: string;
  /** A part of a path that every file system takes. */
  readonly workspace: string;
  /** The workspace's folder; undefined for a chat about no folder. */
  readonly rootUri: string | undefined;
  readonly stem: string;
  readonly ending: string;
  readonly text: string;
}

/** Writes a chat document where the user alone can read it, in a folder that remembers its workspace. */
export async function writeChatFile(chat: NewChatFile): Promise<string> {
  const { stem, ending, text } = chat;
  const folder = await chatFolder(chat);
  return pathToFileURL(await writePrivateFile({ folder, stem, ending, text })).href;
}

/**
 * The workspace of a chat document of the user's: an editor may open it in a server of its own, which knows of no
 * folder. Undefined for any other file, since a repository must not say what else is read.
 */
export async function workspaceOfChat(path: string, dataDirectory: string): Promise<string | undefined> {
  const folder = dirname(path);
  if (dirname(folder) !== join(dataDirectory, 'chats')) return undefined;
  const root = await rootIn(folder);
  return root === undefined || root === '' ? undefined : root;
}

/** Workspaces of one name have folders of their own. */
async function chatFolder({ dataDirectory, workspace, rootUri }: NewChatFile): Promise<string> {
  const root = (rootUri && pathOf(rootUri)) ?? '';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? workspace : `${workspace}-${number}`;
    const folder = join(dataDirectory, 'chats', name);
    const known = await rootIn(folder);
    if (known === root) return folder;
    if (known !== undefined) continue;
    if ((await claimed(folder, root)) || (await rootIn(folder)) === root) return folder;
  }
}

/** Says what workspace a folder of chats is for; false where another server has been faster. */
async function claimed(folder: string, root: string): Promise<boolean> {
  const draft = await writePrivateFile({ folder, stem: `${rootFile}-new`, ending: '', text: `${root}\n` });
  try {
    // Unlike a file that is written in place, a link is there as a whole, and for one of two only.
    await link(draft, join(folder, rootFile));
    return true;
  } catch (error) {
    if (errorCodeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    await rm(draft, { force: true });
  }
}

/** What a folder of chats says of its workspace: empty for none; undefined where nothing is said. */
async function rootIn(folder: string): Promise<string | undefined> {
  const file = await readSmallFile(join(folder, rootFile));
  return file.kind === 'text' ? file.text.trim() : undefined;
}

const rootFile = '.workspace';

/** A day: a preview that nobody has decided on by then is of a server that was killed. */
const oldMs = 24 * 60 * 60 * 1_000;
