import { expect, test } from 'vitest';

import { learnChoices, rankOfChosen } from './conditional-logit.ts';

test('what was chosen for a reason has that reason learnt, and no other', () => {
  const choices = Array.from({ length: 40 }, (_, at) => ({
    options: [
      [1, at % 2],
      [0, (at + 1) % 2],
      [0, at % 3 === 0 ? 1 : 0],
    ],
    chosen: 0,
  }));
  const [reason = 0, noise = 0] = learnChoices(choices, 2);
  expect(reason).toBeGreaterThan(2);
  expect(Math.abs(noise)).toBeLessThan(0.7);
});

test('a rank counts what is better or equal', () => {
  const choice = { options: [[0.5], [1], [0.5]], chosen: 0 };
  expect(rankOfChosen(choice, [1])).toBe(3);
  expect(rankOfChosen(choice, [-1])).toBe(2);
});
