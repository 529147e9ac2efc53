import { expect, test } from 'vitest';

import { guessesAlong, simulateTyping } from '../../server/evaluation/typing-simulation.ts';

const lineCase = {
  file: { uri: 'file:///a.ts', text: 'abcdefgh' },
  lineStart: 0,
  cursor: 0,
  lineEnd: 8,
  kind: 'line-start' as const,
};

function type(suggestions: Readonly<Record<number, string>>) {
  const session = {
    guessAt: (cursor: number) => ({ pieces: [{ text: suggestions[cursor] ?? '', confidence: 0.9 }] }),
    close: () => undefined,
  };
  return simulateTyping(lineCase, guessesAlong(lineCase, session), 0.5);
}

test('an exact suggestion saves all its characters but the one key that takes it', () => {
  expect(type({ 2: 'cdefgh' })).toEqual({ shown: 1, accepted: 1, keystrokesSaved: 5, characters: 8 });
});

test('a wrong suggestion is typed past', () => {
  expect(type({ 0: 'abcxyz' })).toMatchObject({ shown: 1, accepted: 0, keystrokesSaved: 0 });
});

test('a wrong suggestion stays while the typed characters agree, so that a better one behind it is not shown', () => {
  expect(type({ 0: 'abcxyz', 1: 'bcdefgh' })).toMatchObject({ shown: 1, accepted: 0 });
  expect(type({ 0: 'xyzxyz', 1: 'bcdefgh' })).toMatchObject({ shown: 2, accepted: 1 });
});
