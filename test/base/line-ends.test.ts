import fc from 'fast-check';
import { expect, test } from 'vitest';

import { newlineOf, withLineEnds } from '../../server/base/line-ends.ts';

test('a text has the line ends of most of its lines', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('\n', '\r\n')), (ends) => {
      const windows = ends.filter((end) => end === '\r\n').length;
      const text = ends.map((end) => `a${end}`).join('');
      expect(newlineOf(text)).toBe(windows > ends.length - windows ? '\r\n' : '\n');
    }),
  );
});

test('with the line ends of a file, a text has no others', () => {
  expect(withLineEnds('a\r\nb\nc', '\n')).toBe('a\nb\nc');
  expect(withLineEnds('a\r\nb\nc', '\r\n')).toBe('a\r\nb\r\nc');
});
