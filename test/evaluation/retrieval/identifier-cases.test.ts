import { expect, test } from 'vitest';

import { namesIn } from './identifier-cases.ts';

test('the names of a line are its words without keywords, literals and comments', () => {
  expect(namesIn("  const total = await sum(items, 'in words') // and why")).toEqual([
    'total',
    'sum',
    'items',
  ]);
  expect(namesIn('    return self.cache[key]  # of the cache')).toEqual(['cache', 'key']);
});
