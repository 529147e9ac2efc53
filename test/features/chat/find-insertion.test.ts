import { expect, test } from 'vitest';

import { findInsertion } from '../../../server/features/chat/find-insertion.ts';

const before = 'one three';
const asked = { text: 'two ', offset: 4 };
const whole = (text: string) => ({ start: 0, end: before.length, text });

test('finds what was asked for at its place, alone or told as one with typing in front of it or behind it', () => {
  expect(findInsertion(asked, { start: 4, end: 4, text: 'two ' }, before)?.offset).toBe(4);
  expect(findInsertion(asked, whole('one two three!'), before)).toMatchObject({
    offset: 4,
    behind: { start: 13, end: 13, text: '!' },
  });
  expect(findInsertion(asked, whole('ONE two three'), before)).toMatchObject({
    offset: 4,
    front: { start: 0, end: 3, text: 'ONE' },
  });
});

test.each([
  ['other text in its place', { start: 4, end: 4, text: 'too ' }],
  ['the beginning of the text', { start: 4, end: 4, text: 'two' }],
  ['the same text in another place', { start: 9, end: 9, text: 'two ' }],
  ['the same text for what stands in its place', { start: 3, end: 5, text: 'two ' }],
])('%s is not what was asked for', (_, change) => {
  expect(findInsertion(asked, change, before)).toBeUndefined();
});
