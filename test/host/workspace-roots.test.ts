import { chmodSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

import { refusalOf, workspaceRoots } from '../../server/host/workspace-roots.ts';
import { builtInPolicy, policyFileNames } from '../../server/policy/built-in-policy.ts';
import { temporaryFolder, withoutRootRights } from './temporary-folder.ts';

const maker = { fileNames: policyFileNames, policy: builtInPolicy };

test('refuses the root of the disk, home folders and what holds them, through links too', async () => {
  const home = join(temporaryFolder({ 'home/me/project/a.ts': '' }), 'home/me');
  symlinkSync(home, join(home, 'project/link'));
  expect(await refusalOf('/', home)).toBe('it is the root of the disk');
  expect(await refusalOf(home, home)).toBe('it is a home folder');
  expect(await refusalOf(join(home, 'project/link'), home)).toBe('it is a home folder');
  expect(await refusalOf(dirname(home), home)).toBe('it holds home folders');
  expect(await refusalOf(join(home, 'gone'), home)).toBe('there is no such folder');
  expect(await refusalOf(join(home, 'project'), home)).toBeUndefined();
});

test('reads the policy files at a root', async () => {
  const root = temporaryFolder({
    '.aiignore': 'a.ts\n',
    '.cursorignore': 'b.ts\n',
    'sub/.aiignore': 'c.ts\n',
  });
  const { policy, problem } = await workspaceRoots(maker, ['d.ts']).policyOf(root);
  const excluded = ['a.ts', 'b.ts', 'c.ts', 'd.ts', 'e.ts'].filter(
    (path) => policy.exclusionOf(path) !== undefined,
  );
  expect(excluded).toEqual(['a.ts', 'b.ts', 'd.ts']);
  expect(problem).toBeUndefined();
});

test('excludes everything when a policy file cannot be read or is a link', async () => {
  const root = temporaryFolder({ '.aiignore': 'a.ts\n' });
  chmodSync(root, 0o755);
  chmodSync(join(root, '.aiignore'), 0);
  const locked = await withoutRootRights(() => workspaceRoots(maker, []).policyOf(root));
  expect(locked.problem).toBe('.aiignore');
  expect(locked.policy.exclusionOf('e.ts')).toContain('.aiignore cannot be read');

  const linked = temporaryFolder();
  symlinkSync('/dev/null', join(linked, '.aiexclude'));
  expect((await workspaceRoots(maker, []).policyOf(linked)).problem).toBe('.aiexclude');
});

test('names files as editors do', () => {
  expect(workspaceRoots(maker, []).uriOf('/w', 'a b/ü#.ts')).toBe('file:///w/a%20b/%C3%BC%23.ts');
});
