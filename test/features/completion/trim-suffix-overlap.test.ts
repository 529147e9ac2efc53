import fc from 'fast-check';
import { expect, test } from 'vitest';

import { trimSuffixOverlap } from '../../../server/features/completion/filters/trim-suffix-overlap.ts';

test.each([
  ['drops the bracket that already follows', 'name)', ')', 'name'],
  ['drops bracket and semicolon that already follow', 'name);', ');', 'name'],
  ['keeps a bracket of its own in front of another', 'f(x)', ')', 'f(x)'],
  ['drops the second of two brackets', 'f(x))', ')', 'f(x)'],
  ['drops a word that already follows', 'map(items', 'items);', 'map('],
  ['keeps everything in front of an empty rest', 'a + b;', '', 'a + b;'],
  ['keeps everything in front of a blank rest', 'a + b;', '   ', 'a + b;'],
  ['drops a quote that already follows', "index.ts'", "'", 'index.ts'],
])('%s', (_, text, suffix, kept) => {
  expect(trimSuffixOverlap(text, suffix)).toBe(kept);
});

test('gives a prefix of the text, and what it cut stands in the suffix', () => {
  const code = fc.string({ unit: fc.constantFrom('a', '(', ')', '{', '}', ' ', ';'), maxLength: 8 });
  fc.assert(
    fc.property(code, code, (text, suffix) => {
      const kept = trimSuffixOverlap(text, suffix);
      expect(text.startsWith(kept)).toBe(true);
      expect(suffix.startsWith(text.slice(kept.length))).toBe(true);
    }),
  );
});
