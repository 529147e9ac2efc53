import { expect, test } from 'vitest';

import { builtInPolicy } from '../../server/policy/built-in-policy.ts';
import { untrusted } from '../../server/policy/workspace-trust.ts';

test('names the rule that excludes a file', () => {
  const policy = builtInPolicy(
    ['legacy/', '*.gen.ts'],
    [{ kind: 'text', name: '.aiignore', text: '# ours\n/private\n' }],
  );
  expect(policy.exclusionOf('src/a.ts')).toBeUndefined();
  expect(policy.exclusionOf('src/legacy/a.ts')).toBe('files.exclude');
  expect(policy.exclusionOf('src/A.GEN.TS')).toBe('files.exclude');
  expect(policy.exclusionOf('private/a.ts')).toBe('.aiignore');
  expect(policy.exclusionOf('src/private/a.ts')).toBeUndefined();
  expect(policy.exclusionOf('.env')).toBe('.env* (a usual place of secrets)');
});

test('lets later patterns include again what earlier ones exclude, but no secret place', () => {
  const policy = builtInPolicy(['*.ts', '!a.ts', '!.env'], []);
  expect(policy.exclusionOf('b.ts')).toBe('files.exclude');
  expect(policy.exclusionOf('a.ts')).toBeUndefined();
  expect(policy.exclusionOf('.env')).toBeDefined();
});

test('lets no policy file include what another one excludes', () => {
  const policy = builtInPolicy(['a.ts'], [{ kind: 'text', name: '.cursorignore', text: '!a.ts' }]);
  expect(policy.exclusionOf('a.ts')).toBe('files.exclude');
});

test('excludes everything while a policy file cannot be read', () => {
  const policy = builtInPolicy([], [{ kind: 'unreadable', name: '.aiexclude' }]);
  expect(policy.exclusionOf('src/a.ts')).toBe('.aiexclude cannot be read, so every file counts as excluded');
});

test.each(['../a.ts', '/etc/passwd', './a.ts', ''])('excludes %j, which is no path below a root', (path) => {
  expect(builtInPolicy([], []).exclusionOf(path)).toBe('it lies outside the workspace');
});

test('trusts no workspace', () => {
  expect(untrusted.isTrusted('file:///w')).toBe(false);
});
