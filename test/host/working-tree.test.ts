import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { TextDocument } from '../../server/base/text-document.ts';
import { projectFiles } from '../../server/host/project-files.ts';
import { stagedChanges } from '../../server/host/staged-changes.ts';
import { workingTree } from '../../server/host/working-tree.ts';
import { setTraps } from './hostile-repository.ts';
import { gitIn, temporaryFolder, writeFiles } from './temporary-folder.ts';

function repository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder(files);
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '-A');
  gitIn(root, 'commit', '-q', '-m', 'Begin');
  return root;
}

const isExcluded = (uri: string) => uri.endsWith('.env');

/** Path, text before and text after of each changed file. */
async function changesIn(root: string, open: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const uris = Object.fromEntries(
    Object.entries(open).map(([path, text]) => [pathToFileURL(join(root, path)).href, text]),
  );
  const documentAt = (uri: string) =>
    uris[uri] === undefined ? undefined : new TextDocument({ uri, languageId: '', version: 1 }, uris[uri]);
  const roots = () => [root];
  const files = projectFiles({
    roots,
    documentAt,
    isExcluded,
    pathsIn: async () => [],
    languageIdOf: () => '',
  });
  const tree = workingTree({ roots, files, openUris: () => Object.keys(uris) });
  const changes = await tree.changes(neverAborted);
  return changes?.files.map(({ path, before, after }) => [path, before, after]);
}

async function stagedIn(root: string): Promise<unknown> {
  const project = { uri: pathToFileURL(root).href, name: '' };
  const staged = await stagedChanges(isExcluded).read(project, neverAborted);
  return staged?.files.map(({ path, kind, before, after, withheld }) => [
    `${kind} ${path}`,
    withheld ?? [before, after],
  ]);
}

test('tells what was changed, staged, added and deleted since the last commit', async () => {
  const root = repository({ 'a.ts': '1', 'b.ts': '1', 'c.ts': '1', 'sub/d.ts': '1', 'same.ts': '1' });
  writeFiles(root, { 'a.ts': '22', 'b.ts': '2', 'new.ts': 'n', 'untracked.ts': 'u' });
  gitIn(root, 'add', 'b.ts', 'new.ts');
  rmSync(join(root, 'c.ts'));
  gitIn(root, 'rm', '-q', 'sub/d.ts');
  expect(await changesIn(root)).toEqual([
    ['a.ts', '1', '22'],
    ['b.ts', '1', '2'],
    ['c.ts', '1', undefined],
    ['new.ts', undefined, 'n'],
    ['sub/d.ts', '1', undefined],
  ]);
});

test('tells nothing of a file that was only touched, or saved with other line ends', async () => {
  const root = repository({ 'a.ts': '1\n', 'b.ts': '1\n' });
  utimesSync(join(root, 'a.ts'), 1, 1);
  writeFiles(root, { 'b.ts': '1\r\n' });
  expect(await changesIn(root)).toEqual([]);
});

test('sees a buffer before its file', async () => {
  const root = repository({ 'a.ts': '1', 'b.ts': '1' });
  writeFiles(root, { 'b.ts': '22' });
  expect(await changesIn(root, { 'a.ts': '3', 'b.ts': '1' })).toEqual([['a.ts', '1', '3']]);
});

test('tells nothing of what is excluded, and nothing where there is no repository', async () => {
  const root = repository({ '.env': 'KEY=1' });
  writeFiles(root, { '.env': 'KEY=22' });
  expect(await changesIn(root)).toEqual([]);
  expect(await changesIn(temporaryFolder({ 'a.ts': '1' }))).toBeUndefined();
});

test('tells what is staged, whatever stands on disk', async () => {
  const root = repository({ 'a.ts': '1', 'b.ts': '1', 'c.ts': '1', '.env': '1', zero: 'a' });
  writeFiles(root, { 'a.ts': '2', 'new.ts': '', '.env': '2', zero: 'a\0' });
  gitIn(root, 'rm', '-q', 'b.ts');
  gitIn(root, 'add', '-A');
  writeFiles(root, { 'a.ts': '3', 'c.ts': '3' });
  expect(await stagedIn(root)).toEqual([
    ['changed .env', 'excluded'],
    ['changed a.ts', ['1', '2']],
    ['deleted b.ts', ['1', undefined]],
    ['added new.ts', [undefined, '']],
    ['changed zero', 'not-text'],
  ]);
});

test('tells of the first commit, and the words of those before', async () => {
  const root = temporaryFolder({ 'a.ts': '1' });
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '-A');
  expect(await stagedIn(root)).toEqual([['added a.ts', [undefined, '1']]]);
  gitIn(root, 'commit', '-q', '-m', 'Begin\n\nwith a body');
  gitIn(root, 'commit', '-q', '--allow-empty', '-m', 'Go on');
  const project = { uri: pathToFileURL(root).href, name: '' };
  expect(await stagedChanges(isExcluded).read(project, neverAborted)).toEqual({
    files: [],
    subjects: ['Go on', 'Begin'],
  });
});

test('knows nothing staged where there is no repository', async () => {
  expect(await stagedIn(temporaryFolder())).toBeUndefined();
});

test('runs nothing that a hostile repository names', async () => {
  const root = repository({ 'a.ts': '1', 'b.ts': '1' });
  writeFiles(root, { 'a.ts': '2', 'b.ts': '22' });
  gitIn(root, 'add', 'a.ts');
  utimesSync(join(root, 'b.ts'), 1, 1);
  const traps = setTraps(root);
  expect(await changesIn(root)).toHaveLength(2);
  expect(await stagedIn(root)).toHaveLength(1);
  expect(traps.sprung()).toEqual([]);
});
