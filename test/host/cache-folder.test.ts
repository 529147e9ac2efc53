import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { cacheFolderPath, failureText, makePrivateFolder } from '../../server/host/cache-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

test.each([
  ['linux', {}, '/home/me', '/home/me/.cache/innerloop'],
  ['linux', { XDG_CACHE_HOME: '/fast' }, '/home/me', '/fast/innerloop'],
  ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/me', '/home/me/.cache/innerloop'],
  ['darwin', {}, '/Users/me', '/Users/me/Library/Caches/innerloop'],
  ['win32', { LOCALAPPDATA: 'C:\\Local' }, 'C:\\Users\\me', 'C:\\Local\\innerloop\\cache'],
  ['win32', {}, 'C:\\Users\\me', 'C:\\Users\\me\\AppData\\Local\\innerloop\\cache'],
] as const)('keeps caches on %s with %o below %s in %s', (platform, env, homeFolder, expected) => {
  expect(cacheFolderPath({ platform, env, homeFolder })).toBe(expected);
});

test('closes a folder of ours that others could enter', async () => {
  const folder = join(temporaryFolder(), 'cache');
  mkdirSync(folder);
  chmodSync(folder, 0o777);
  await makePrivateFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EROFS', 'the disk is read-only'],
])('says in words what %s means', (code, words) => {
  expect(failureText(Object.assign(new Error('private path'), { code }))).toBe(words);
});
