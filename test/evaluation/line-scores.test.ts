import { expect, test } from 'vitest';

import { type Guess, isExact, shownAt } from '../../server/evaluation/line-completer.ts';
import { scoreAt, scoreAtCoverage, scoreAtExactness } from '../../server/evaluation/line-scores.ts';

function scored(truth: string, ...pieces: readonly (readonly [string, number])[]) {
  const lineCase = {
    file: { uri: 'file:///a.ts', text: truth },
    lineStart: 0,
    cursor: 0,
    lineEnd: truth.length,
    kind: 'line-start' as const,
  };
  const guess: Guess = { pieces: pieces.map(([text, confidence]) => ({ text, confidence })) };
  return { lineCase, guess };
}

test('shows the pieces that are sure enough, and nothing below four characters', () => {
  const { guess } = scored('', ['call', 0.9], ['(', 0.8], ['x', 0.4]);
  expect(shownAt(guess, 0.5)).toBe('call(');
  expect(shownAt(guess, 0.95)).toBe('');
  expect(shownAt(scored('', ['ab', 1], [' ', 1], ['', 1]).guess, 0.5)).toBe('');
});

test('a suggestion that ends inside a word is not exact', () => {
  expect(isExact('return val', 'return value;')).toBe(false);
  expect(isExact('return value', 'return value;')).toBe(true);
  expect(isExact('return other', 'return value;')).toBe(false);
});

test('coverage counts what is shown, exactness what of it is right', () => {
  const results = [
    scored('return one;', ['return', 0.9], [' one', 0.9]),
    scored('return two;', ['return', 0.9], [' one', 0.9]),
    scored('return six;', ['return', 0.2]),
    scored('return ten;'),
  ];
  const score = scoreAt(results, 0.5);
  expect(score.coverage).toBe(0.5);
  expect(score.exactness).toBe(0.5);
  expect(score.charactersSaved).toBeCloseTo(10 / 44);
});

test('a higher threshold buys exactness with coverage', () => {
  const results = [
    scored('right one', ['right', 0.9]),
    scored('right two', ['wrong', 0.5]),
    scored('right six', ['right', 0.7]),
  ];
  expect(scoreAtExactness(results, 1)?.coverage).toBeCloseTo(2 / 3);
  expect(scoreAtCoverage(results, 1)?.exactness).toBeCloseTo(2 / 3);
  expect(scoreAtCoverage(results, 0.3)?.exactness).toBe(1);
});
