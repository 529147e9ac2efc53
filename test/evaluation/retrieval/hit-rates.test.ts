import { expect, test } from 'vitest';

import { bootstrapInterval, hitsOf } from './hit-rates.ts';

test('a rank counts as a hit at each limit that it is within', () => {
  expect(hitsOf([1, 5, 6, 10, 11, Number.POSITIVE_INFINITY])).toEqual({ cases: 6, at1: 1, at5: 2, at10: 4 });
});

test('the interval holds the share, and is narrower with more cases', () => {
  const few = bootstrapInterval(Array.from({ length: 20 }, (_, i) => i % 2 === 0));
  const many = bootstrapInterval(Array.from({ length: 2_000 }, (_, i) => i % 2 === 0));
  expect(few[0]).toBeLessThan(0.5);
  expect(few[1]).toBeGreaterThan(0.5);
  expect(many[1] - many[0]).toBeLessThan(few[1] - few[0]);
});

test('without doubt there is no width', () => {
  expect(bootstrapInterval([true, true, true])).toEqual([1, 1]);
});
