import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  areAmong,
  isClosing,
  openClosers,
} from '../../../../server/features/completion/reuse/open-brackets.ts';

test.each([
  ['', ''],
  ['f({ a: [1', ']})'],
  ['f(a) {', '}'],
  ['a) + (b', ')'],
  ['x = "a(', '"'],
  ['x = "a\\"(', '"'],
  ['x = "a\\\\" + (', ')'],
  ["don't\nf(", ')'],
  ['`a\n(', '`'],
  ['f(")', '")'],
  ["f(')', [", '])'],
])('%j still needs %j', (text, closers) => {
  expect(openClosers(text)).toBe(closers);
});

test('a text that gets the closers it needs, needs none', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('(', ')', '[', ']', '{', '}', '"', "'", 'a') }), (text) => {
      expect(openClosers(text + openClosers(text))).toBe('');
    }),
  );
});

test.each([
  ['', true],
  ['})', true],
  ['\n  }', true],
  [') ', false],
  [' ', false],
  ['a)', false],
])('whether %j only closes: %j', (text, expected) => {
  expect(isClosing(text)).toBe(expected);
});

test.each([
  ['', '})', true],
  ['})', '})', true],
  ['}', ')}', true],
  [')}', '})', false],
  ['))', ')', false],
])('whether %j are among %j: %j', (some, all, expected) => {
  expect(areAmong(some, all)).toBe(expected);
});
