import { describe, expect, test } from 'vitest';

import { cutAtMarker } from '../../../server/features/completion/filters/cut-at-marker.ts';
import { dropHalfLine } from '../../../server/features/completion/filters/drop-half-line.ts';
import { isProse } from '../../../server/features/completion/filters/is-prose.ts';
import { stripFence } from '../../../server/features/completion/filters/strip-fence.ts';

describe('a fence', () => {
  test.each([
    ['is taken away with its language', '```ts\na;\n```\n', 'a;'],
    ['is taken away with the talk in front of it', 'Here it is:\n```\na;\n```', 'a;'],
    ['that was not closed ends with the text', '```\na;\nb;', 'a;\nb;'],
    ['of tildes counts, too', '~~~\na;\n~~~', 'a;'],
    ['that only closes is cut off', 'a;\n```', 'a;'],
    ['inside a line is code', 'const s = "```";', 'const s = "```";'],
  ])('%s', (_, text, expected) => {
    expect(stripFence(text)).toBe(expected);
  });
});

test.each([
  ['the end of a text', 'a<|endoftext|>b', 'a'],
  ['the first of several', 'a<|im_end|>c<|endoftext|>', 'a'],
])('%s cuts', (_, text, expected) => {
  expect(cutAtMarker(text)).toBe(expected);
});

test('a text without markers stays', () => {
  expect(cutAtMarker('a < b')).toBe('a < b');
});

test.each([
  "I'm sorry, but I can't help with that request.",
  'I cannot complete this.',
  'Sure! Here is the code:',
  'Here’s the completed function',
  'As an AI language model, I',
])('"%s" is talk', (text) => {
  expect(isProse(text)).toBe(true);
});

test.each(['return a + b;', 'Sure.of(1)', 'sorryMessage()', 'I = 3', 'Here.call()', '// I am sorry'])(
  '"%s" is code',
  (text) => {
    expect(isProse(text)).toBe(false);
  },
);

test.each([
  ['a;\nb', 'a;'],
  ['a;\r\nb', 'a;'],
  ['a', ''],
  ['', ''],
])('of %j the whole lines are %j', (text, expected) => {
  expect(dropHalfLine(text)).toBe(expected);
});
