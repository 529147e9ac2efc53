import { expect, test } from 'vitest';

import { indentAt, indentOf } from '../../server/base/line-indent.ts';

test('the indentation of a line ends with what is no blank', () => {
  expect(indentOf(' \t a b')).toBe(' \t ');
  expect(indentOf('a')).toBe('');
  expect(indentOf(' \n  a')).toBe(' ');
});

test('the indentation at an offset is that of its line, no further than the offset', () => {
  const text = 'a\n    b c\n';
  expect(indentAt(text, 7)).toBe('    ');
  expect(indentAt(text, 4)).toBe('  ');
  expect(indentAt(text, 2)).toBe('');
  expect(indentAt('\n  a', 0)).toBe('');
});
