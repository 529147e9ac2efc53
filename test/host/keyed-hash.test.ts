import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { keyedHash } from '../../server/host/keyed-hash.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('two servers that begin at once share one key, which only its owner can read', async () => {
  const folder = join(temporaryFolder(), 'state');
  const hashes = await Promise.all([1, 2, 3, 4].map(() => keyedHash(folder).of('text')));
  expect(new Set(hashes).size).toBe(1);
  expect(hashes[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(await keyedHash(folder).of('text')).toBe(hashes[0]);
  expect(readdirSync(folder)).toEqual(['hash-key']);
  expect(statSync(join(folder, 'hash-key')).mode & 0o777).toBe(0o600);
});

test('tells texts and keys apart', async () => {
  const hash = keyedHash(join(temporaryFolder(), 'state'));
  expect(await hash.of('a')).not.toBe(await hash.of('b'));
  expect(await hash.of('a')).not.toBe(await keyedHash(join(temporaryFolder(), 'state')).of('a'));
});

test('gives no hash where the key is damaged or cannot be kept', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'hash-key'), 'short');
  expect(await keyedHash(folder).of('a')).toBeUndefined();
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(await keyedHash(join(file, 'state')).of('a')).toBeUndefined();
  const odd = temporaryFolder();
  mkdirSync(join(odd, 'hash-key'));
  expect(await keyedHash(odd).of('a')).toBeUndefined();
});
