import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { manifestReader } from '../../server/host/manifest-reader.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('reads a small regular file, and nothing else', () => {
  const root = temporaryFolder({
    'package.json': '{}\n',
    'large.json': 'x'.repeat(300_000),
    'folder/a.json': '{}',
  });
  symlinkSync('package.json', join(root, 'link.json'));
  execFileSync('mkfifo', [join(root, 'pipe.json')]);
  const { read } = manifestReader();
  expect(read(root, 'package.json')).toBe('{}\n');
  for (const path of ['large.json', 'folder', 'link.json', 'pipe.json', 'none.json'])
    expect(read(root, path)).toBeUndefined();
});
