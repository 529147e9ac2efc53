import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

import { workspaceOfChat, writeChatFile } from '../../server/host/private-documents.ts';
import { temporaryFolder } from './temporary-folder.ts';

function chatAbout(root: string | undefined, dataDirectory: string) {
  const rootUri = root === undefined ? undefined : pathToFileURL(root).href;
  return { dataDirectory, workspace: 'shop', rootUri, stem: 'why', ending: '.chat.md', text: '# Chat\n' };
}

test('a chat document remembers its workspace, and is for its owner only', async () => {
  const dataDirectory = temporaryFolder();
  const path = fileURLToPath(await writeChatFile(chatAbout('/home/me/shop', dataDirectory)));
  expect(path).toBe(join(dataDirectory, 'chats/shop/why.chat.md'));
  expect(await workspaceOfChat(path, dataDirectory)).toBe('/home/me/shop');
  for (const name of readdirSync(dirname(path)))
    expect(statSync(join(dirname(path), name)).mode & 0o777).toBe(0o600);
});

test('workspaces of one name have folders of their own, and each is found again', async () => {
  const dataDirectory = temporaryFolder();
  const write = async (root: string) =>
    fileURLToPath(await writeChatFile(chatAbout(root, dataDirectory))).slice(dataDirectory.length);
  expect(await write('/home/me/shop')).toBe('/chats/shop/why.chat.md');
  expect(await write('/work/shop')).toBe('/chats/shop-2/why.chat.md');
  expect(await write('/home/me/shop')).toBe('/chats/shop/why-2.chat.md');
  expect(await write('/work/shop')).toBe('/chats/shop-2/why-2.chat.md');
});

test('a chat about no folder has no workspace', async () => {
  const dataDirectory = temporaryFolder();
  const path = fileURLToPath(await writeChatFile(chatAbout(undefined, dataDirectory)));
  expect(await workspaceOfChat(path, dataDirectory)).toBeUndefined();
});

test('a folder elsewhere says of no workspace that it be read', async () => {
  const [dataDirectory, elsewhere] = [temporaryFolder(), temporaryFolder()];
  const path = fileURLToPath(await writeChatFile(chatAbout('/home/me/shop', elsewhere)));
  expect(await workspaceOfChat(path, dataDirectory)).toBeUndefined();
});

test('two servers at once do not take the folder of each other', async () => {
  for (let round = 0; round < 20; round += 1) {
    const dataDirectory = temporaryFolder();
    const roots = ['/home/me/shop', '/work/shop', '/srv/shop'];
    const written = await Promise.all(roots.map((root) => writeChatFile(chatAbout(root, dataDirectory))));
    const found = written.map((uri) => workspaceOfChat(fileURLToPath(uri), dataDirectory));
    expect(await Promise.all(found)).toEqual(roots);
    for (const uri of written)
      expect(readdirSync(dirname(fileURLToPath(uri))).sort()).toEqual(['.workspace', 'why.chat.md']);
  }
});
