import { expect, test } from 'vitest';

import type { Hole } from './holes.ts';
import { scoreOf, similarityOf } from './score-text.ts';

const text = 'call(first, second);\nnext();\n';
const hole: Hole = {
  ...{ kind: 'arguments', line: 1, start: 5, end: 18 },
  file: { uri: 'file:///w/a.ts', path: 'a.ts', text },
};
const atCursor = { start: 5, end: 5 };

test('the true text is exact, and blanks at the end of a line do not count', () => {
  expect(scoreOf(hole, { text: 'first, second', replace: atCursor })).toEqual({
    isExact: true,
    isRightSoFar: true,
    similarity: 1,
  });
  const whole = { ...hole, start: 0, end: 20 };
  const replace = { start: 0, end: 0 };
  expect(scoreOf(whole, { text: 'call(first, second);  ', replace }).isExact).toBe(true);
});

test('a text that replaces what stands behind the cursor counts as the file that comes out', () => {
  expect(scoreOf(hole, { text: 'first, second);', replace: { start: 5, end: 7 } }).isExact).toBe(true);
});

test('the beginning of what is missing is right as far as it goes', () => {
  const score = scoreOf(hole, { text: 'first, ', replace: atCursor });
  expect([score.isExact, score.isRightSoFar]).toEqual([false, true]);
  expect(scoreOf(hole, { text: 'fist', replace: atCursor }).isRightSoFar).toBe(false);
});

test('a bracket too many is not exact, and nearly similar', () => {
  const score = scoreOf(hole, { text: 'first, second)', replace: atCursor });
  expect(score.isExact).toBe(false);
  expect(score.similarity).toBeCloseTo(13 / 14);
});

test('texts without a common letter have no similarity', () => {
  expect(similarityOf('abc', 'xyz')).toBe(0);
  expect(similarityOf('kitten', 'sitting')).toBeCloseTo(1 - 3 / 7);
});
