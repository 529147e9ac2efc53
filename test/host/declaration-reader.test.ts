import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { declarationReader } from '../../server/host/declaration-reader.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('tells where a linked dependency lies, and nothing of one outside the root', async () => {
  const root = temporaryFolder({ 'packages/mine/index.d.ts': '', 'node_modules/plain/index.d.ts': '' });
  symlinkSync('../packages/mine', join(root, 'node_modules/mine'));
  symlinkSync(temporaryFolder({ 'index.d.ts': '' }), join(root, 'node_modules/outside'));
  const realOf = (name: string) => declarationReader().realPathOf(root, `node_modules/${name}/index.d.ts`);

  expect(await realOf('mine')).toBe('packages/mine/index.d.ts');
  expect(await realOf('plain')).toBe('node_modules/plain/index.d.ts');
  expect(await realOf('outside')).toBeUndefined();
});

test('reads files and lists names directly in the root, and nothing above it', async () => {
  const root = temporaryFolder({ 'w/go.mod': 'module a', 'above.txt': 'x' });
  const { read, names } = declarationReader();
  expect(await read(join(root, 'w'), 'go.mod', neverAborted)).toBe('module a');
  expect(await names(join(root, 'w'), '', neverAborted)).toEqual(['go.mod']);
  expect(await read(join(root, 'w'), '../above.txt', neverAborted)).toBeUndefined();
  expect(await names(join(root, 'w'), '..', neverAborted)).toEqual([]);
});
