import { expect, test } from 'vitest';

import { reasonFor } from '../../server/context/found-words.ts';

test('names what a place defines, and the telling words that stand in it, split as names are', () => {
  const text = 'def resume_global_capture(self):\n    self.stdout.resume()\n';
  expect(reasonFor('capture stdout while the test runs', text, 'resume_global_capture')).toBe(
    'defines resume_global_capture; has capture, stdout',
  );
});

test('says so where no word stands in the text itself', () => {
  expect(reasonFor('capture stdout', 'x = 1', undefined)).toBe('its name or its history speaks for it');
});
