import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { failureText, makePrivateFolder } from '../../server/host/cache-folder.ts';
import { temporaryFolder } from './temporary-folder.ts';

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
