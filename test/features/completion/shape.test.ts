import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { cutToShape, shapeAt } from '../../../server/features/completion/shape.ts';

describe('the shape of a suggestion', () => {
  test.each([
    ['several lines on an empty line', '  ', '', 5],
    ['several lines behind an opening bracket', 'if (a) {', '', 5],
    ['several lines behind a colon', 'def f():', '  ', 5],
    ['several lines behind an arrow', 'const f = () =>', '', 5],
    ['one line in the middle of a statement', 'const a = ', '', 1],
    ['one line where text follows', 'f(', ')', 1],
  ])('allows %s', (_, prefix, suffix, maxLines) => {
    expect(shapeAt(prefix, suffix, 5).maxLines).toBe(maxLines);
  });
});

describe('a text is cut', () => {
  const one = { maxLines: 1, mayBeginBelow: true };
  const five = { maxLines: 5, mayBeginBelow: true };

  test.each([
    ['behind its first line', 'a;\nb;', one, 'a;'],
    ['behind its first line below the cursor', '\na;\nb;', one, '\na;'],
    ['at once where it must not begin below', '\na;', { maxLines: 1, mayBeginBelow: false }, ''],
    ['at a blank line', 'a;\nb;\n\nc;', five, 'a;\nb;'],
    ['behind its last allowed line', '1\n2\n3\n4\n5\n6', five, '1\n2\n3\n4\n5'],
    ['in front of a carriage return', 'a;\r\nb;', one, 'a;'],
  ])('%s', (_, text, shape, expected) => {
    expect(cutToShape(text, shape)).toEqual({ text: expected, isFull: true });
  });

  test('never before it is longer than the shape', () => {
    expect(cutToShape('a;', one)).toEqual({ text: 'a;', isFull: false });
    expect(cutToShape('a;\nb;', five)).toEqual({ text: 'a;\nb;', isFull: false });
  });

  test('to one of its beginnings, which stays as it is when cut again', () => {
    const texts = fc.array(fc.constantFrom('a', '\n', '\r\n', ' ', '\n\n')).map((parts) => parts.join(''));
    const shapes = fc.record({ maxLines: fc.integer({ min: 1, max: 4 }), mayBeginBelow: fc.boolean() });
    fc.assert(
      fc.property(texts, shapes, (text, shape) => {
        const once = cutToShape(text, shape);
        expect(text.startsWith(once.text)).toBe(true);
        expect(cutToShape(once.text, shape).text).toBe(once.text);
      }),
    );
  });
});
