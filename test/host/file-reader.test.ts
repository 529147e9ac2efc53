import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { fileReader } from '../../server/host/file-reader.ts';
import { temporaryFolder, withoutRootRights } from './temporary-folder.ts';

async function read(root: string, path: string): Promise<string> {
  const outcome = await fileReader().read(root, path, neverAborted);
  return outcome.kind === 'text' ? `text: ${outcome.text}` : outcome.reason;
}

test('reads text without its byte order mark', async () => {
  const root = temporaryFolder({ 'sub/a.ts': '\uFEFFconst ä = "😀";\r\n' });
  expect(await read(root, 'sub/a.ts')).toBe('text: const ä = "😀";\r\n');
});

test('takes a root that is itself a link', async () => {
  const root = temporaryFolder({ 'real/sub/a.ts': 'a' });
  symlinkSync('real', join(root, 'linked'));
  expect(await read(join(root, 'linked'), 'sub/a.ts')).toBe('text: a');
});

test('gives a reason for whatever is not UTF-8 text of a sensible size', async () => {
  const root = temporaryFolder({
    'binary.ts': new Uint8Array([0x61, 0, 0x62]),
    'latin.ts': new Uint8Array([0x61, 0xe4, 0x62]),
    'huge.ts': new Uint8Array(50 * 1024 * 1024),
    'limit.ts': 'x'.repeat(1024 * 1024),
  });
  expect(await read(root, 'binary.ts')).toBe('binary');
  expect(await read(root, 'latin.ts')).toBe('not-utf8');
  expect(await read(root, 'huge.ts')).toBe('too-large');
  expect(await read(root, 'limit.ts')).toMatch(/^text: x/);
  expect(await read(root, 'vanished.ts')).toBe('gone');
  expect(await read(root, 'limit.ts/below.ts')).toBe('gone');
});

test('opens neither FIFOs nor folders nor links, the last name or a folder on the way', async () => {
  const root = temporaryFolder({ 'real/a.ts': 'a' });
  const outside = temporaryFolder({ 'secret.ts': 'secret' });
  execFileSync('mkfifo', [join(root, 'pipe.ts')]);
  mkdirSync(join(root, 'folder.ts'));
  symlinkSync(join(outside, 'secret.ts'), join(root, 'link.ts'));
  symlinkSync(outside, join(root, 'away'));

  expect(await read(root, 'pipe.ts')).toBe('not-a-file');
  expect(await read(root, 'folder.ts')).toBe('not-a-file');
  expect(await read(root, 'link.ts')).toBe('link');
  expect(await read(root, 'away/secret.ts')).toBe('link');
});

test('says that a file cannot be read', async () => {
  const root = temporaryFolder({ 'a.ts': 'a' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'a.ts'), 0);
  expect(await withoutRootRights(() => read(root, 'a.ts'))).toBe('unreadable');
});
