import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  below,
  folderOf,
  foldersUpward,
  isBelow,
  joinedPath,
  nameOf,
  relativePath,
} from '../../server/base/relative-paths.ts';

const segment = fc.constantFrom('a', 'b', 'c');
const folder = fc.array(segment, { maxLength: 4 }).map((parts) => parts.join('/'));
const path = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));

test('the way from a folder leads to the path, goes up no further than it must, and begins with a dot', () => {
  fc.assert(
    fc.property(folder, path, (from, to) => {
      const way = relativePath(from, to);
      expect(way).toMatch(/^\.\.?\//);
      expect(joinedPath(from, way)).toBe(to);
      const common = joinedPath(from, way.match(/^(?:\.\.\/)*/)?.[0] ?? '') ?? '';
      expect([...foldersUpward(folderOf(to))].find((each) => isBelow(from, each))).toBe(common);
    }),
  );
});

test('a path is its name below its folder, and lies below each folder upward', () => {
  fc.assert(
    fc.property(path, (each) => {
      expect(below(folderOf(each), nameOf(each))).toBe(each);
      const upward = [...foldersUpward(folderOf(each))];
      expect(upward.every((around) => isBelow(each, around))).toBe(true);
      expect(upward.length).toBe(each.split('/').length);
    }),
  );
});

test('what leads above the root is no path', () => {
  expect(joinedPath('a', '../../b')).toBeUndefined();
  expect(joinedPath('a', '../b/./c')).toBe('b/c');
});
