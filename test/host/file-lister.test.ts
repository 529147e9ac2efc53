import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { fileLister } from '../../server/host/file-lister.ts';
import { parseGitFiles } from '../../server/host/git-files.ts';
import { gitIn, temporaryFolder, withoutRootRights, writeFiles } from './temporary-folder.ts';

async function list(root: string, maxFiles = 100) {
  const { files, leftOut } = await fileLister({ maxFiles }).list(root, () => true, neverAborted);
  return { paths: files.map(({ path }) => path).sort(), leftOut };
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

test('runs nothing that a hostile repository names', async () => {
  const root = temporaryFolder({
    'a.ts': 'const a = 1;',
    '.gitattributes': '* filter=evil diff=evil merge=evil\n',
  });
  gitIn(root, 'init', '-q');
  gitIn(root, 'add', '.');
  gitIn(root, 'commit', '-qm', 'first');
  const witness = (name: string) => `touch ${join(root, 'ran', name)}`;
  mkdirSync(join(root, 'ran'));
  for (const hook of [
    'post-index-change',
    'fsmonitor-watchman',
    'pre-commit',
    'post-checkout',
    'reference-transaction',
  ]) {
    writeFileSync(join(root, '.git/hooks', hook), `#!/bin/sh\n${witness(hook)}\n`);
    chmodSync(join(root, '.git/hooks', hook), 0o755);
  }
  const settings: Record<string, string> = {
    'core.fsmonitor': witness('fsmonitor'),
    'core.pager': witness('pager'),
    'core.editor': witness('editor'),
    'core.sshCommand': witness('ssh'),
    'core.askPass': witness('askpass'),
    'core.alternateRefsCommand': witness('alternates'),
    'pager.ls-files': witness('pager-of-ls-files'),
    'alias.ls-files': `!${witness('alias')}`,
    'diff.external': witness('diff'),
    'diff.evil.textconv': witness('textconv'),
    'diff.evil.command': witness('diff-command'),
    'filter.evil.clean': witness('clean'),
    'filter.evil.smudge': witness('smudge'),
    'filter.evil.process': witness('process'),
    'merge.evil.driver': witness('merge'),
    'credential.helper': `!${witness('credential')}`,
    'remote.origin.url': `ext::${witness('remote')}`,
    'remote.origin.promisor': 'true',
    'extensions.partialClone': 'origin',
    'index.sparse': 'true',
  };
  for (const [key, value] of Object.entries(settings)) gitIn(root, 'config', key, value);
  writeFileSync(join(root, 'a.ts'), 'const a = 2;');

  expect((await list(root)).paths).toEqual(['.gitattributes', 'a.ts']);
  expect(execFileSync('ls', [join(root, 'ran')]).toString()).toBe('');
  // The trap is live: plain git springs it.
  gitIn(root, 'ls-files');
  expect(existsSync(join(root, 'ran/fsmonitor'))).toBe(true);
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
  const output = Buffer.concat([Buffer.from(names.join('\0')), Buffer.from([0, 0x66, 0xff, 0])]);
  expect(parseGitFiles(output).paths).toEqual(['a.ts', 'ü\n.ts']);
  expect(parseGitFiles(output).leftOut).toHaveLength(8);
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
});
