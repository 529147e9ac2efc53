import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { TextDocument } from '../../server/base/text-document.ts';
import type { FileLook } from '../../server/edits/ports.ts';
import { type ProjectFilesParts, projectFiles } from '../../server/host/project-files.ts';
import { temporaryFolder } from './temporary-folder.ts';

function filesOf(roots: readonly string[], parts: Partial<ProjectFilesParts> = {}) {
  return projectFiles({
    roots: () => roots,
    documentAt: () => undefined,
    isExcluded: (uri) => uri.endsWith('/.env'),
    pathsIn: async (rootUri) => [rootUri],
    languageIdOf: (path) => (path.endsWith('.ts') ? 'typescript' : ''),
    ...parts,
  });
}

const uriOf = (...parts: readonly string[]) => pathToFileURL(join(...parts)).href;

async function lookAt(root: string, path: string, parts: Partial<ProjectFilesParts> = {}): Promise<FileLook> {
  return filesOf([root], parts).look(uriOf(root, path), neverAborted);
}

test('reads a file on disk, with the language of its name', async () => {
  const root = temporaryFolder({ 'src/a b.ts': 'é\r\n' });
  expect(await lookAt(root, 'src/a b.ts')).toEqual({
    kind: 'text',
    text: 'é\r\n',
    languageId: 'typescript',
    version: undefined,
    isReadOnly: false,
  });
});

test('sees what is open before the disk, wherever it lies', async () => {
  const root = temporaryFolder({ 'a.ts': 'on disk' });
  const open = (uri: string) => new TextDocument({ uri, languageId: 'ts', version: 7 }, 'in the buffer');
  const seen = { kind: 'text', text: 'in the buffer', languageId: 'ts', version: 7, isReadOnly: false };
  for (const path of ['a.ts', 'not/yet.ts', '../elsewhere.ts'])
    expect(await lookAt(root, path, { documentAt: open })).toEqual(seen);
  expect(await filesOf([root], { documentAt: open }).look('untitled:one', neverAborted)).toEqual(seen);
});

test('says that a file is read-only, open or not', async () => {
  const root = temporaryFolder({ 'a.ts': '' });
  chmodSync(join(root, 'a.ts'), 0o444);
  const documentAt = (uri: string) => new TextDocument({ uri, languageId: '', version: 1 }, '');
  expect(await lookAt(root, 'a.ts', { documentAt })).toMatchObject({ isReadOnly: true });
  expect(await lookAt(root, 'a.ts')).toMatchObject({ isReadOnly: true });
});

test.each([
  ['secrets that a rule excludes', '.env', { kind: 'refused', reason: 'excluded' }],
  ['files with zero bytes', 'zero', { kind: 'refused', reason: 'not-text' }],
  ['files that are not UTF-8', 'latin1', { kind: 'refused', reason: 'not-text' }],
  ['folders', 'sub', { kind: 'refused', reason: 'not-text' }],
  ['links', 'link.ts', { kind: 'refused', reason: 'not-text' }],
  ['what lies behind a link to a folder', 'linked/a.ts', { kind: 'refused', reason: 'outside' }],
  ['files above 1 MiB', 'large', { kind: 'refused', reason: 'too-large' }],
  ['files outside of the workspace', '../a.ts', { kind: 'refused', reason: 'outside' }],
  ['files that are not there', 'none.ts', { kind: 'missing' }],
  ['files in folders that are not there', 'none/none.ts', { kind: 'missing' }],
])('does not read %s', async (_, path, expected) => {
  const elsewhere = temporaryFolder({ 'a.ts': 'elsewhere' });
  const root = temporaryFolder({
    '.env': 'KEY=1',
    zero: 'a\0b',
    latin1: Buffer.from([0x66, 0xff]),
    'sub/a.ts': '',
    large: 'x'.repeat(1024 * 1024 + 1),
  });
  symlinkSync(join(elsewhere, 'a.ts'), join(root, 'link.ts'));
  symlinkSync(elsewhere, join(root, 'linked'));
  expect(await lookAt(root, path)).toEqual(expected);
});

test('names files by the innermost root', () => {
  const files = filesOf(['/w', '/w/inner']);
  expect(files.rootOf('file:///w/inner/a.ts')).toEqual({ uri: 'file:///w/inner', name: 'inner' });
  expect(files.rootOf('file:///w/inner-most/a.ts')).toEqual({ uri: 'file:///w', name: 'w' });
  expect(files.rootOf('file:///other/a.ts')).toBeUndefined();
  expect(files.pathOf('file:///w/inner/sub/a%20b.ts')).toBe('sub/a b.ts');
  expect(files.pathOf('file:///other/a.ts')).toBe('a.ts');
});

test('leads no path out of its root', () => {
  const files = filesOf(['/w']);
  const root = { uri: 'file:///w', name: 'w' };
  expect(files.uriOf(root, 'sub/a b.ts')).toBe('file:///w/sub/a%20b.ts');
  for (const path of ['../a', 'sub/../../a', '/etc/passwd', 'a\\..\\b', '.git/config', ''])
    expect(files.uriOf(root, path)).toBeUndefined();
});
