import fc from 'fast-check';
import { expect, test } from 'vitest';

import { KeyCounts } from '../../../server/context/lexical/key-counts.ts';

/** Close keys, equal lower halves and far more keys than the first table holds. */
const key = fc.oneof(
  fc.integer({ min: 0, max: 5_000 }),
  fc.integer({ min: 0, max: 40 }).map((upper) => upper * 2 ** 32 + 7),
  fc.integer({ min: 0, max: 2 ** 53 - 1 }),
);

test('counts as a map does, before and after it is cleared', () => {
  const counts = new KeyCounts();
  fc.assert(
    fc.property(fc.array(key, { maxLength: 6_000, size: 'max' }), (keys) => {
      counts.clear();
      const expected = new Map<number, number>();
      for (const each of keys) {
        expect(counts.add(each, 2)).toBe(expected.get(each) ?? 0);
        expected.set(each, (expected.get(each) ?? 0) + 2);
      }
      const written = new Float64Array(counts.size + 1);
      counts.writeKeys(written, 1);
      expect([...written.subarray(1)]).toEqual([...expected.keys()].sort((a, b) => a - b));
      for (const [each, count] of expected) expect(counts.get(each)).toBe(count);
      expect(counts.get(2 ** 40)).toBe(expected.get(2 ** 40) ?? 0);
    }),
    { numRuns: 30 },
  );
});

test('a key that is set has that count, whatever it was', () => {
  const counts = new KeyCounts();
  counts.add(3, 5);
  counts.set(3, 1);
  counts.set(4, 1);
  expect([counts.get(3), counts.get(4), counts.size]).toEqual([1, 1, 2]);
});
