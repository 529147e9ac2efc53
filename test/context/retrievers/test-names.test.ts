import fc from 'fast-check';
import { expect, test } from 'vitest';

import { namesOfSources, namesOfTests } from '../../../server/context/retrievers/test-names.ts';

test.each([
  ['src/user.ts', 'user.test.ts'],
  ['src/user.ts', 'user.spec.tsx'],
  ['pkg/user.go', 'user_test.go'],
  ['pkg/user.py', 'test_user.py'],
  ['lib/user.rb', 'user_spec.rb'],
  ['src/User.java', 'UserTest.java'],
  ['src/User.kt', 'UserTests.kt'],
])('%s may be tested by %s, which knows its source', (source, name) => {
  expect(namesOfTests(source)).toContain(name);
  expect(namesOfSources(`test/${name}`)).toContain(source.slice(source.lastIndexOf('/') + 1));
});

test('a test has no test of its own, and a source no source', () => {
  expect(namesOfTests('a/user.test.ts')).toEqual([]);
  expect(namesOfSources('a/user.ts')).toEqual([]);
  expect(namesOfSources('a/latest.ts')).toEqual([]);
  expect(namesOfSources('a/contest.py')).toEqual([]);
});

test('whoever a source may be tested by, the test may be of that source', () => {
  const word = fc.stringMatching(/^[a-z]{2,6}(?:[-_.][a-z]{2,6})?$/);
  fc.assert(
    fc.property(word, fc.constantFrom('ts', 'py', 'go', 'java'), (stem, ending) => {
      for (const name of namesOfTests(`src/${stem}.${ending}`))
        expect(namesOfSources(`test/${name}`)).toContain(`${stem}.${ending}`);
    }),
  );
});
