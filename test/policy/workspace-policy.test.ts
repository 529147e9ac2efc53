import { expect, test } from 'vitest';

import type { Policy } from '../../server/policy/policy.ts';
import { WorkspacePolicy } from '../../server/policy/workspace-policy.ts';

/** Says its own name and what it was asked. */
function namedPolicy(name: string): Policy {
  return { exclusionOf: (path) => `${name}: ${path}` };
}

function scene(): WorkspacePolicy {
  const policy = new WorkspacePolicy(namedPolicy('fallback'));
  policy.set('/home/a/outer', namedPolicy('outer'));
  policy.set('/home/a/outer/inner', namedPolicy('inner'));
  return policy;
}

test.each([
  ['asks the folder that holds the file', '/home/a/outer/src/x.ts', 'outer: src/x.ts'],
  ['asks the innermost of several folders', '/home/a/outer/inner/x.ts', 'inner: x.ts'],
  [
    'does not take a longer name for a folder inside',
    '/home/a/outer-2/x.ts',
    'fallback: home/a/outer-2/x.ts',
  ],
  ['asks the fallback for a path with a drive letter', 'C:/etc/x.ts', 'fallback: etc/x.ts'],
  ['asks the fallback outside all folders', '/etc/x.ts', 'fallback: etc/x.ts'],
])('%s', (_, path, answer) => {
  expect(scene().exclusionOf(path)).toBe(answer);
});

test('forgets a folder that was removed', () => {
  const policy = scene();
  policy.delete('/home/a/outer/inner');
  expect(policy.exclusionOf('/home/a/outer/inner/x.ts')).toBe('outer: inner/x.ts');
});
