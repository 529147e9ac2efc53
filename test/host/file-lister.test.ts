import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { fileLister } from '../../server/host/file-lister.ts';
import { git } from '../../server/host/git-command.ts';
import { parseGitFiles } from '../../server/host/git-files.ts';
import { setFetchTrap, setTraps } from './hostile-repository.ts';
import { gitIn, temporaryFolder, withoutRootRights, writeFiles } from './temporary-folder.ts';

async function list(root: string, maxFiles = 100) {
  const { files, leftOut } = await fileLister({ maxFiles }).list(root, () => true, neverAborted);
  return { paths: files.map(({ path }) => path).sort(), leftOut };
}

/** All that git does not ignore: paths, untracked ones with a mark. */
async function listWidely(root: string, maxFiles = 100) {
  const lister = fileLister({ maxFiles, scope: 'not-ignored' });
  const { files, leftOut, problem } = await lister.list(root, () => true, neverAborted);
  const paths = files.map(({ path, isTracked }) => (isTracked ? path : `${path} (${isTracked ?? 'nobody'})`));
  return { paths: paths.sort(), leftOut, problem };
}

/** A repository with one commit of these files. */
function repository(files: Readonly<Record<string, string>>): string {
  const root = temporaryFolder(files);
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '-f', '.');
  gitIn(root, 'commit', '-qm', 'first');
  return root;
}

test('takes what git tracks, ignored or not, and nothing untracked', async () => {
  const root = temporaryFolder({ '.gitignore': 'kept.ts\n', 'a.ts': '', 'kept.ts': '', 'sub/b.ts': '' });
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '-f', '.');
  writeFiles(root, { 'untracked.ts': '', 'sub/untracked.ts': '' });

  expect((await list(root)).paths).toEqual(['.gitignore', 'a.ts', 'kept.ts', 'sub/b.ts']);
  expect((await list(join(root, 'sub'))).paths).toEqual(['b.ts']);
});

test('walks a folder that the repository around it does not care about', async () => {
  const root = temporaryFolder({ dotfile: '', 'project/a.ts': '' });
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', 'dotfile');
  expect((await list(join(root, 'project'))).paths).toEqual(['a.ts']);
});

test('lists a worktree, and leaves a submodule to a root of its own', async () => {
  const library = temporaryFolder({ 'lib.ts': '' });
  gitIn(library, 'init', '-q');
  gitIn(library, 'add', '.');
  gitIn(library, 'commit', '-qm', 'first');
  const root = temporaryFolder({ 'a.ts': '' });
  gitIn(root, 'init', '-q');
  gitIn(root, 'submodule', '--quiet', 'add', library, 'module');
  gitIn(root, 'add', '.');
  gitIn(root, 'commit', '-qm', 'first');
  gitIn(root, 'worktree', 'add', '-q', join(root, '../', `${root.split('/').pop()}-tree`));

  expect((await list(root)).leftOut).toEqual([{ path: 'module', reason: 'nested-repository' }]);
  expect((await list(join(root, 'module'))).paths).toEqual(['lib.ts']);
  const tree = `${root}-tree`;
  try {
    expect((await list(tree)).paths).toContain('a.ts');
  } finally {
    execFileSync('rm', ['-rf', tree]);
  }
});

test('with the wider scope, takes what git neither tracks nor ignores too, and tells which', async () => {
  const root = repository({ '.gitignore': '*.log\n', 'a.ts': '', 'kept.log': '', 'sub/b.ts': '' });
  writeFiles(root, { 'new.ts': '', 'sub/new.ts': '', 'x.log': '', 'ü\n.ts': '' });

  const everything = ['.gitignore', 'a.ts', 'kept.log', 'new.ts (false)', 'sub/b.ts', 'sub/new.ts (false)'];
  expect((await listWidely(root)).paths).toEqual([...everything, 'ü\n.ts (false)']);
  expect((await listWidely(join(root, 'sub'))).paths).toEqual(['b.ts', 'new.ts (false)']);
});

test('asks nobody whether git tracks a file outside of a repository', async () => {
  const root = temporaryFolder({ 'a.ts': '' });
  expect((await listWidely(root)).paths).toEqual(['a.ts (nobody)']);
});

test('cuts off untracked files before tracked ones', async () => {
  const root = repository({ 'x.ts': '', 'y.ts': '' });
  writeFiles(root, { 'a.ts': '' });
  const { paths, leftOut } = await listWidely(root, 2);
  expect(paths).toEqual(['x.ts', 'y.ts']);
  expect(leftOut).toEqual([{ path: 'a.ts', reason: 'too-many-files' }]);
});

test('lists a file in conflict once', async () => {
  const root = repository({ 'a.ts': 'base' });
  gitIn(root, 'checkout', '-qb', 'other');
  writeFiles(root, { 'a.ts': 'theirs' });
  gitIn(root, 'commit', '-qam', 'theirs');
  gitIn(root, 'checkout', '-q', '-');
  writeFiles(root, { 'a.ts': 'ours' });
  gitIn(root, 'commit', '-qam', 'ours');
  expect(() => gitIn(root, 'merge', '-q', 'other')).toThrow();
  expect((await listWidely(root)).paths).toEqual(['a.ts']);
});

test('with the wider scope, enters submodules, also those of submodules and of worktrees', async () => {
  const deepest = repository({ 'deep.ts': '' });
  const library = repository({ 'lib.ts': '', '.gitignore': '*.log\n' });
  gitIn(library, 'submodule', '--quiet', 'add', deepest, 'inner');
  gitIn(library, 'commit', '-qam', 'inner');
  const root = repository({ 'a.ts': '' });
  gitIn(root, 'submodule', '--quiet', 'add', library, 'third/module');
  gitIn(root, 'submodule', '--quiet', 'update', '--init', '--recursive');
  gitIn(root, 'commit', '-qam', 'module');
  writeFiles(root, { 'third/module/new.ts': '', 'third/module/x.log': '' });

  const { paths, leftOut } = await listWidely(root);
  expect(paths).toEqual([
    '.gitmodules',
    'a.ts',
    'third/module/.gitignore',
    'third/module/.gitmodules',
    'third/module/inner/deep.ts',
    'third/module/lib.ts',
    'third/module/new.ts (false)',
  ]);
  expect(leftOut).toEqual([]);

  const tree = join(temporaryFolder(), 'tree');
  gitIn(root, 'worktree', 'add', '-q', tree);
  writeFiles(tree, { 'new.ts': '' });
  const ofTree = await listWidely(tree);
  expect(ofTree.paths).toEqual(['.gitmodules', 'a.ts', 'new.ts (false)']);
  // Nobody has checked it out there.
  expect(ofTree.leftOut).toEqual([{ path: 'third/module', reason: 'nested-repository' }]);
});

test('leaves out a submodule that git cannot list or that a link leads to, and goes on beside it', async () => {
  const library = repository({ 'lib.ts': '' });
  const root = repository({ 'a.ts': '' });
  for (const name of ['sound', 'emptied', 'astray', 'sub/linked'])
    gitIn(root, 'submodule', '--quiet', 'add', library, name);
  for (const name of ['emptied', 'astray']) rmSync(join(root, name, '.git'));
  mkdirSync(join(root, 'emptied/.git'));
  writeFileSync(join(root, 'astray/.git'), 'gitdir: /nowhere\n');
  const elsewhere = temporaryFolder();
  renameSync(join(root, 'sub'), join(elsewhere, 'sub'));
  symlinkSync(join(elsewhere, 'sub'), join(root, 'sub'));

  const { paths, leftOut } = await listWidely(root);
  expect(paths).toEqual(['.gitmodules', 'a.ts', 'sound/lib.ts']);
  expect(leftOut).toEqual([
    { path: 'astray', reason: 'nested-repository' },
    { path: 'emptied', reason: 'nested-repository' },
    { path: 'sub/linked', reason: 'nested-repository' },
    { path: 'sub', reason: 'link' },
  ]);
});

test('enters five levels of submodules', async () => {
  let library = repository({ 'level7.ts': '' });
  for (let level = 6; level >= 1; level--) {
    const next = repository({ [`level${level}.ts`]: '' });
    gitIn(next, 'submodule', '--quiet', 'add', library, 'm');
    gitIn(next, 'commit', '-qam', 'm');
    library = next;
  }
  gitIn(library, 'submodule', '--quiet', 'update', '--init', '--recursive');
  const { paths, leftOut } = await listWidely(library);
  expect(paths.filter((path) => path.includes('level'))).toEqual([
    'level1.ts',
    'm/level2.ts',
    'm/m/level3.ts',
    'm/m/m/level4.ts',
    'm/m/m/m/level5.ts',
    'm/m/m/m/m/level6.ts',
  ]);
  expect(leftOut).toEqual([{ path: 'm/m/m/m/m/m', reason: 'nested-repository' }]);
});

test('enters a hundred submodules', async () => {
  const library = repository({ 'lib.ts': '' });
  const root = repository({ 'a.ts': '' });
  const names = Array.from({ length: 101 }, (_, index) => `m${String(index).padStart(3, '0')}`);
  // Entries of the index and folders with the same repository are what git sees of submodules.
  for (const name of names) cpSync(library, join(root, name), { recursive: true });
  gitIn(root, 'add', ...names);

  const { paths, leftOut } = await listWidely(root, 1000);
  expect(paths.filter((path) => path.endsWith('/lib.ts'))).toHaveLength(100);
  expect(leftOut).toEqual([{ path: 'm100', reason: 'nested-repository' }]);
});

test('stops at repositories that are no submodules', async () => {
  const root = repository({ 'a.ts': '' });
  writeFiles(root, { 'nested/b.ts': '', 'begun/c.ts': '' });
  for (const name of ['nested', 'begun']) gitIn(join(root, name), 'init', '-q');
  gitIn(join(root, 'nested'), 'add', '.');
  gitIn(join(root, 'nested'), 'commit', '-qm', 'first');
  const { paths, leftOut } = await listWidely(root);
  expect(paths).toEqual(['a.ts']);
  expect(leftOut).toEqual([
    { path: 'begun', reason: 'nested-repository' },
    { path: 'nested', reason: 'nested-repository' },
  ]);
});

test('runs nothing that a hostile repository names', async () => {
  const root = repository({
    'a.ts': 'const a = 1;',
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
  });
  const traps = setTraps(root);
  setFetchTrap(root);
  writeFileSync(join(root, 'a.ts'), 'const a = 2;');

  expect((await list(root)).paths).toEqual(['.gitattributes', 'a.ts']);
  expect((await listWidely(root)).paths).toEqual(['.gitattributes', 'a.ts']);
  expect(traps.sprung()).toEqual([]);
  // The traps are live: plain git springs one.
  gitIn(root, 'ls-files');
  expect(traps.sprung()).toEqual(['core.fsmonitor']);
});

test('runs nothing that a hostile submodule names', async () => {
  const library = repository({ 'lib.ts': '' });
  const root = repository({ 'a.ts': '' });
  gitIn(root, 'submodule', '--quiet', 'add', library, 'm');
  const trace = join(temporaryFolder(), 'ran');
  gitIn(join(root, 'm'), 'config', 'core.fsmonitor', `touch ${trace}`);
  writeFiles(root, { 'm/lib.ts': 'changed' });

  expect((await listWidely(root)).paths).toEqual(['.gitmodules', 'a.ts', 'm/lib.ts']);
  expect(existsSync(trace)).toBe(false);
  // The trap is live: plain git springs it.
  gitIn(join(root, 'm'), 'ls-files', '-o');
  expect(existsSync(trace)).toBe(true);
});

test('does not wait for ever for ignore rules that a FIFO would have to give', async () => {
  const root = repository({ 'a.ts': '' });
  const pipe = join(temporaryFolder(), 'pipe');
  execFileSync('mkfifo', [pipe]);
  gitIn(root, 'config', 'core.excludesFile', pipe);

  const options = ['--others', '--exclude-standard'];
  const call = { command: 'ls-files', options, folder: root, deadlineMs: 200 } as const;
  const outcome = await git(call, neverAborted);
  expect(outcome).toMatchObject({ kind: 'failed', detail: 'it took more than 0.2 seconds' });

  const cancelling = new AbortController();
  const lister = fileLister({ scope: 'not-ignored' });
  const listing = lister.list(root, () => true, cancelling.signal);
  cancelling.abort();
  await expect(listing).rejects.toThrow();
});

test('starts no git that lies in the workspace', async () => {
  const root = temporaryFolder({ 'bin/git': '#!/bin/sh\ntouch "$(dirname "$0")/ran"\n', 'a.ts': '' });
  chmodSync(join(root, 'bin/git'), 0o755);
  vi.stubEnv('PATH', `${join(root, 'bin')}:.:${process.env.PATH}`);
  try {
    expect((await list(root)).paths).toEqual(['a.ts', 'bin/git']);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('lists nothing of a repository that git cannot list, and says why', async () => {
  const root = temporaryFolder({ 'a.ts': '', 'sub/b.ts': '' });
  gitIn(root, 'init', '-q');
  const problemWith = async (path: string, folder: string) => {
    vi.stubEnv('PATH', path);
    const listing = await fileLister().list(folder, () => true, neverAborted);
    vi.unstubAllEnvs();
    expect(listing.files).toEqual([]);
    return listing.problem;
  };
  expect(await problemWith('', join(root, 'sub'))).toBe('there is no git on the PATH');
  const bin = temporaryFolder({
    git: '#!/bin/sh\necho "fatal: detected dubious ownership in x" >&2; exit 128\n',
  });
  chmodSync(join(bin, 'git'), 0o755);
  expect(await problemWith(bin, root)).toBe('the folder belongs to another user');
});

test('walks a folder outside of any repository when there is no git', async () => {
  const root = temporaryFolder({ 'a.ts': '' });
  vi.stubEnv('PATH', '');
  expect((await list(root)).paths).toEqual(['a.ts']);
  vi.unstubAllEnvs();
});

test('drops names from a git list that leave the folder, enter .git or are not UTF-8', () => {
  const names = [
    'a.ts',
    '../x',
    '/etc/passwd',
    'b/../../x',
    '.git/config',
    'sub/.GIT/x',
    'C:x',
    'b//c',
    'ü\n.ts',
  ];
  const records = names.map((name) => `H 100644 ${'0'.repeat(40)} 0\t${name}\0? ${name}\0`);
  const odd = Buffer.from([0x3f, 0x20, 0x66, 0xff, 0]);
  const parsed = parseGitFiles(Buffer.concat([Buffer.from(records.join('')), odd]));
  expect(parsed.tracked).toEqual(['a.ts', 'ü\n.ts']);
  expect(parsed.untracked).toEqual(['a.ts', 'ü\n.ts']);
  expect(parsed.leftOut).toHaveLength(15);
});

test('obeys every .gitignore on the way where there is no repository', async () => {
  const root = temporaryFolder({
    '.gitignore': '*.log\n/build\nkept/*\n!kept/yes.ts\n',
    'a.ts': '',
    'x.log': '',
    'build/b.ts': '',
    'sub/build/c.ts': '',
    'sub/.gitignore': '!x.log\nlocal.ts\n',
    'sub/x.log': '',
    'sub/local.ts': '',
    'kept/yes.ts': '',
    'kept/no.ts': '',
    'node_modules/m/index.js': '',
  });
  expect((await list(root)).paths).toEqual([
    '.gitignore',
    'a.ts',
    'kept/yes.ts',
    'sub/.gitignore',
    'sub/build/c.ts',
    'sub/x.log',
  ]);
});

test('ends on links to parents, and lists neither links nor FIFOs nor nested repositories', async () => {
  const root = temporaryFolder({ 'a.ts': '', 'nested/.git/HEAD': '', 'nested/b.ts': '' });
  symlinkSync('..', join(root, 'up'));
  symlinkSync('/etc/passwd', join(root, 'passwd.ts'));
  execFileSync('mkfifo', [join(root, 'pipe.ts')]);

  const { paths, leftOut } = await list(root);
  expect(paths).toEqual(['a.ts']);
  expect(leftOut).toEqual([
    { path: 'passwd.ts', reason: 'link' },
    { path: 'pipe.ts', reason: 'not-a-file' },
    { path: 'up', reason: 'link' },
    { path: 'nested', reason: 'nested-repository' },
  ]);
});

test('goes on beside a folder that cannot be read, and says which', async () => {
  const root = temporaryFolder({ 'a.ts': '', 'locked/b.ts': '' });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'locked'), 0);
  const { paths, leftOut } = await withoutRootRights(() => list(root));
  chmodSync(join(root, 'locked'), 0o755);
  expect(paths).toEqual(['a.ts']);
  expect(leftOut).toEqual([{ path: 'locked', reason: 'unreadable-folder' }]);
});

test('stops at the largest number of files and says so', async () => {
  const root = temporaryFolder({ 'a.ts': '', 'b.ts': '', 'c.ts': '', 'd/e.ts': '' });
  const { paths, leftOut } = await list(root, 3);
  expect(paths).toEqual(['a.ts', 'b.ts', 'c.ts']);
  expect(leftOut).toEqual([{ path: 'd/e.ts', reason: 'too-many-files' }]);
});

test('keeps files apart whose names differ in letter case only', async () => {
  const root = temporaryFolder({ 'A.ts': '', 'a.ts': '' });
  expect((await list(root)).paths).toEqual(process.platform === 'linux' ? ['A.ts', 'a.ts'] : ['A.ts']);
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', 'A.ts');
  const both = process.platform === 'linux' ? ['A.ts', 'a.ts (false)'] : ['A.ts'];
  expect((await listWidely(root)).paths).toEqual(both);
});
