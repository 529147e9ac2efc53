import {
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { sweepFolder, writePrivateFile } from '../../server/host/private-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('writes a file that its owner alone can read, in a folder that its owner alone can enter', async () => {
  const folder = join(temporaryFolder(), 'chats', 'shop');
  const path = await writePrivateFile({ folder, stem: 'why', ending: '.chat.md', text: '## You\n' });
  expect(path).toBe(join(folder, 'why.chat.md'));
  expect(readFileSync(path, 'utf8')).toBe('## You\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('overwrites nothing, and follows no link that waits under the name', async () => {
  const folder = join(temporaryFolder(), 'own');
  mkdirSync(folder, { mode: 0o700 });
  const victim = join(temporaryFolder(), 'victim');
  symlinkSync(victim, join(folder, 'x.md'));
  const file = { folder, stem: 'x', ending: '.md', text: 'new' };
  expect(await writePrivateFile(file)).toBe(join(folder, 'x-2.md'));
  expect(await writePrivateFile(file)).toBe(join(folder, 'x-3.md'));
  expect(existsSync(victim)).toBe(false);
});

test('sweeps the files that are old, and nothing else', async () => {
  const folder = temporaryFolder({ 'old.diff': '', 'new.diff': '', 'sub/old.diff': '' });
  for (const name of ['old.diff', 'sub/old.diff', 'sub']) utimesSync(join(folder, name), 1, 1);
  writeFileSync(join(folder, 'new.diff'), 'fresh');
  await sweepFolder(folder, 60_000);
  expect(['old.diff', 'new.diff', 'sub/old.diff'].map((name) => existsSync(join(folder, name)))).toEqual([
    false,
    true,
    true,
  ]);
  await sweepFolder(join(folder, 'none'), 60_000);
});
