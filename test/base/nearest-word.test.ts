import fc from 'fast-check';
import { expect, test } from 'vitest';

import { editDistance, nearestWord } from '../../server/base/nearest-word.ts';

const known = ['completion.enabled', 'completion.maxLines', 'files.exclude'];

test.each([
  ['completion.enable', 'completion.enabled'],
  ['Completion.Enabled', 'completion.enabled'],
  ['enabled', 'completion.enabled'],
  ['maxlines', 'completion.maxLines'],
  ['file.excludes', 'files.exclude'],
  ['telemetry', undefined],
  ['x', undefined],
  ['', undefined],
  ['completion.enabled'.repeat(10_000), undefined],
])('finds the word meant by "%.20s"', (word, nearest) => {
  expect(nearestWord(word, known)).toBe(nearest);
});

test('a known word is its own nearest', () => {
  for (const word of known) expect(nearestWord(word, known)).toBe(word);
});

test('the edit distance is a metric', () => {
  const word = fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', '.') });
  fc.assert(
    fc.property(word, word, word, (a, b, c) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, c)).toBeLessThanOrEqual(editDistance(a, b) + editDistance(b, c));
    }),
  );
});

test('one edit is a distance of at most one', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.string({ maxLength: 1 }), (text, at, inserted) => {
      const place = at % (text.length + 1);
      const edited = text.slice(0, place) + inserted + text.slice(place);
      expect(editDistance(text, edited)).toBe(inserted.length);
    }),
  );
});
