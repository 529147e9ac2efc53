import { expect, test } from 'vitest';

import { languageFamilyOf } from '../../server/embedded/language-family.ts';

test.each([
  ['file:///a/b.ts', 'javascript'],
  ['b.test.MJS', 'javascript'],
  ['x/y.hpp', 'c'],
  ['x/y.c', 'c'],
  ['x/y.zig', 'zig'],
  ['x.d/Makefile', ''],
])('%s belongs to "%s"', (path, family) => {
  expect(languageFamilyOf(path)).toBe(family);
});
