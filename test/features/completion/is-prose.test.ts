import { expect, test } from 'vitest';

import { isProse } from '../../../server/features/completion/filters/is-prose.ts';

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
