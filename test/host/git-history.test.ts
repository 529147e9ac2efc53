import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { gitHistory, type HistoryLimits } from '../../server/host/git-history.ts';
import { setFetchTrap, setTraps } from './hostile-repository.ts';
import { gitIn, gitOutput, temporaryFolder, writeFiles } from './temporary-folder.ts';

/** A repository with one commit for each set of files, the first one first. */
function repository(...commits: readonly (readonly [string, Readonly<Record<string, string>>])[]): string {
  const root = temporaryFolder();
  gitIn(root, 'init', '-q');
  for (const [message, files] of commits) commit(root, message, files);
  return root;
}

function commit(root: string, message: string, files: Readonly<Record<string, string>>): void {
  writeFiles(root, files);
  gitIn(root, 'add', '-A');
  gitIn(root, 'commit', '-q', '--allow-empty', '--allow-empty-message', '-m', message);
}

/** Message and paths of each change. */
async function changesOf(root: string, limits?: HistoryLimits): Promise<readonly string[]> {
  const changes = await gitHistory(limits).changes(root, neverAborted);
  return changes.map(({ message, paths }) => `${message}: ${paths.join(' ')}`);
}

test('tells the newest commits first, with what was said and which files changed', async () => {
  const root = repository(
    ['add both', { 'a.ts': '1', 'sub/b.ts': '1' }],
    ['change a\n\nBecause it was wrong.', { 'a.ts': '2' }],
    ['change b', { 'sub/b.ts': '2' }],
  );
  expect(await changesOf(root)).toEqual([
    'change b: sub/b.ts',
    'change a\n\nBecause it was wrong.: a.ts',
    'add both: a.ts sub/b.ts',
  ]);
  const [newest] = await gitHistory().changes(root, neverAborted);
  expect(newest?.id).toBe(await gitHistory().headId(root, neverAborted));
});

test('tells of a folder of a repository in names relative to it, only what touched it', async () => {
  const root = repository(
    ['add both', { 'a.ts': '1', 'sub/b.ts': '1', 'sub/c.ts': '1' }],
    ['change a', { 'a.ts': '2' }],
    ['change b', { 'sub/b.ts': '2' }],
    ['change a again', { 'a.ts': '3' }],
  );
  const ofSub = await changesOf(join(root, 'sub'), { maxCommits: 2, maxFilesPerCommit: 10 });
  expect(ofSub).toEqual(['change b: b.ts', 'add both: b.ts c.ts']);
});

test('counts neither merges nor empty commits nor those of too many files, and stops at a number', async () => {
  const root = repository(['one', { a: '1' }], ['many', { b: '1', c: '1', d: '1' }], ['', { a: '2' }]);
  commit(root, 'empty', {});
  gitIn(root, 'checkout', '-qb', 'side', 'HEAD~2');
  commit(root, 'side', { e: '1' });
  gitIn(root, 'checkout', '-q', '-');
  gitIn(root, 'merge', '-q', '--no-ff', '-m', 'merge', 'side');

  const told = [...(await changesOf(root, { maxCommits: 9, maxFilesPerCommit: 2 }))].sort();
  expect(told).toEqual([': a', 'one: a', 'side: e']);
  expect(await changesOf(root, { maxCommits: 3, maxFilesPerCommit: 9 })).toHaveLength(2);
});

test('reads names and messages of any kind, and bounds a message', async () => {
  const names = ['ü.ts', 'with space', 'line\nbreak', '\nfirst', 'tab\t"quoted"'];
  const root = repository(['\u{1f600} ünï\tcode', Object.fromEntries(names.map((name) => [name, '1']))]);
  const [change] = await gitHistory().changes(root, neverAborted);
  expect(change?.message).toBe('\u{1f600} ünï\tcode');
  expect([...(change?.paths ?? [])].sort()).toEqual([...names].sort());

  commit(root, 'x'.repeat(5_000), { a: '1' });
  const [long] = await gitHistory().changes(root, neverAborted);
  expect(long?.message).toHaveLength(2_000);
});

test('tells nothing where there is no repository, no commit, or a broken one', async () => {
  const broken = repository(['one', { a: '1' }]);
  writeFileSync(join(broken, '.git/HEAD'), 'nonsense');
  for (const root of [temporaryFolder({ a: '' }), repository(), broken]) {
    const history = gitHistory();
    expect(await history.changes(root, neverAborted)).toEqual([]);
    expect(await history.headId(root, neverAborted)).toBeUndefined();
    expect(await history.headBlob(root, 'a', neverAborted)).toBeUndefined();
  }
});

test('sees that the checked-out commit has moved', async () => {
  const root = repository(['one', { a: '1' }]);
  const before = await gitHistory().headId(root, neverAborted);
  expect(before).toMatch(/^[\da-f]{40}$/);
  commit(root, 'two', { a: '2' });
  expect(await gitHistory().headId(root, neverAborted)).not.toBe(before);
});

test('reads a file as it was committed, whatever stands on disk', async () => {
  const root = repository([
    'one',
    { 'a.ts': 'é\n', 'sub/b[1].ts': 'b', 'zero.ts': 'a\0b', 'not-utf8.ts': '' },
  ]);
  writeFileSync(join(root, 'not-utf8.ts'), Buffer.from([0x66, 0xff]));
  commit(root, 'two', { 'large.ts': 'x'.repeat(1024 * 1024 + 1), 'largest.ts': 'x'.repeat(1024 * 1024) });
  writeFiles(root, { 'a.ts': 'changed', 'new.ts': 'new' });
  rmSync(join(root, 'sub/b[1].ts'));

  const read = (path: string, folder = root) => gitHistory().headBlob(folder, path, neverAborted);
  expect(await read('a.ts')).toBe('é\n');
  expect(await read('sub/b[1].ts')).toBe('b');
  expect(await read('b[1].ts', join(root, 'sub'))).toBe('b');
  expect(await read('largest.ts')).toHaveLength(1024 * 1024);
  for (const path of ['large.ts', 'zero.ts', 'not-utf8.ts', 'new.ts', 'sub', '../a.ts', '.git/HEAD', ''])
    expect(await read(path)).toBeUndefined();
  expect(await read('../a.ts', join(root, 'sub'))).toBeUndefined();
});

test('runs nothing that a hostile repository names', async () => {
  const root = repository(['missing', { 'a.ts': '1' }], ['plain', { 'a.ts': '2', 'b.ts': '1' }]);
  signedCommit(root, { 'a.ts': '3' });
  commit(root, 'newest', { 'a.ts': '4' });
  const traps = setTraps(root);
  const verifier = join(temporaryFolder(), 'gpg');
  const trace = join(root, '.git/gpg-ran');
  writeFileSync(verifier, `#!/bin/sh\ntouch ${trace}\n`);
  chmodSync(verifier, 0o755);
  for (const key of ['gpg.program', 'gpg.openpgp.program', 'gpg.ssh.program', 'gpg.x509.program'])
    gitIn(root, 'config', key, verifier);
  setFetchTrap(root);
  removeObject(root, 'HEAD~3^{tree}');
  removeObject(root, 'HEAD~2:b.ts');
  const sprung = () => [...traps.sprung(), ...(existsSync(trace) ? ['gpg.program'] : [])].sort();

  // Where a tree is missing, git ends; nobody knows whether the change before it was told whole.
  expect(await changesOf(root)).toEqual(['newest: a.ts']);
  const history = gitHistory();
  expect(await history.headBlob(root, 'a.ts', neverAborted)).toBe('4');
  expect(await history.headBlob(root, 'b.ts', neverAborted)).toBeUndefined();
  expect(await history.headId(root, neverAborted)).toMatch(/^[\da-f]{40}$/);
  expect(sprung()).toEqual([]);

  // The traps are live: plain git springs them.
  attempt(root, 'log', '--name-only');
  expect(sprung()).toEqual(['gpg.program', 'remote.origin.url']);
  attempt(root, 'log', '-1', '-p');
  expect(sprung()).toContain('filter.evil.process');
  gitIn(root, 'config', '--remove-section', 'filter.evil');
  attempt(root, 'log', '-1', '-p');
  expect(sprung()).toContain('diff.evil.textconv');
  attempt(root, 'log', '-1', '-p', '--ext-diff');
  expect(sprung()).toContain('diff.evil.command');
});

test('waits for no FIFO that a hostile repository wants to be read', async () => {
  const root = repository(['one', { 'a.ts': '1' }], ['two', { 'a.ts': '2', 'b.ts': '1' }]);
  const pipe = join(temporaryFolder(), 'pipe');
  for (const file of [pipe, join(root, '.mailmap'), join(root, '.gitattributes')])
    execFileSync('mkfifo', [file]);
  for (const key of ['diff.orderFile', 'core.attributesFile', 'core.excludesFile', 'mailmap.file'])
    gitIn(root, 'config', key, pipe);
  gitIn(root, 'config', 'log.mailmap', 'true');

  expect(await changesOf(root)).toEqual(['two: a.ts b.ts', 'one: a.ts']);
  expect(await gitHistory().headBlob(root, 'b.ts', neverAborted)).toBe('1');
  // Plain git waits, until it is killed.
  expect(() => execFileSync('git', ['log', '--name-only'], { cwd: root, timeout: 300 })).toThrow('ETIMEDOUT');
});

/** Commits with a signature that nobody made. */
function signedCommit(root: string, files: Readonly<Record<string, string>>): void {
  commit(root, 'signed', files);
  const unsigned = gitOutput(root, 'cat-file', 'commit', 'HEAD');
  const signature = 'gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQ==\n -----END PGP SIGNATURE-----\n';
  const file = join(temporaryFolder(), 'commit');
  writeFileSync(file, unsigned.replace('\n\n', `\n${signature}\n`));
  const id = gitOutput(root, 'hash-object', '-t', 'commit', '-w', file).trim();
  gitIn(root, 'reset', '-q', '--soft', id);
}

function removeObject(root: string, name: string): void {
  const id = gitOutput(root, 'rev-parse', name).trim();
  rmSync(join(root, '.git/objects', id.slice(0, 2), id.slice(2)));
}

/** Runs git where it may fail, as many traps make it. */
function attempt(root: string, ...args: readonly string[]): void {
  try {
    gitIn(root, ...args);
  } catch {
    // What it did before it failed is what counts.
  }
}
