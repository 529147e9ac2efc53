import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import { offsetOf, parseFilePosition } from '../../server/cli/file-position.ts';

function documentOf(text: string): TextDocument {
  return new TextDocument({ uri: 'file:///a.ts', languageId: '', version: 0 }, text);
}

test.each([
  ['src/a.ts:12:5', 'src/a.ts', 12, 5],
  ['C:\\src\\a.ts:1:1', 'C:\\src\\a.ts', 1, 1],
  ['odd:7:name.ts:2:3', 'odd:7:name.ts', 2, 3],
  ['with space.py:2:3', 'with space.py', 2, 3],
])('reads %s', (given, file, line, column) => {
  expect(parseFilePosition(given)).toEqual({ file, line, column });
});

test.each([
  '',
  'a.ts',
  'a.ts:1',
  'a.ts:0:1',
  'a.ts:1:0',
  'a.ts:-1:2',
  'a.ts:1:2:',
  'a.ts:one:2',
  ':1:2',
  'a.ts:1:99999999999',
])('asks for another spelling than "%s"', (given) => {
  expect(() => parseFilePosition(given)).toThrow(`"${given}" is not a place in a file.`);
});

test('reads every place that it could have written', () => {
  const count = fc.integer({ min: 1, max: 999_999_999 });
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), count, count, (file, line, column) => {
      expect(parseFilePosition(`${file}:${line}:${column}`)).toEqual({ file, line, column });
    }),
  );
});

test('counts characters, not UTF-16 units', () => {
  const document = documentOf('x\n"🙂" + y\n');
  expect(document.text.slice(offsetOf({ file: 'a.ts', line: 2, column: 4 }, document))).toBe(' + y\n');
});

test.each([
  [1, 3],
  [2, 1],
  [3, 2],
])('accepts the end of the text: line %i, column %i', (line, column) => {
  const document = documentOf('ab\n\nc');
  expect(document.lineEnd(line - 1)).toBe(offsetOf({ file: 'a.ts', line, column }, document));
});

test.each([
  ['ab\nc', 3, 1, 'a.ts has 2 lines; line 3 is past its end.', 'Give a line from 1 to 2.'],
  ['', 2, 1, 'a.ts has 1 line; line 2 is past its end.', 'Give a line from 1 to 1.'],
  [
    'ab\r\nc',
    1,
    4,
    'Line 1 of a.ts has 2 characters; column 4 is past its end.',
    'Give a column from 1 to 3.',
  ],
  ['a', 1, 9, 'Line 1 of a.ts has 1 character; column 9 is past its end.', 'Give a column from 1 to 2.'],
])('says how far %j goes', (text, line, column, message, remedy) => {
  const place = () => offsetOf({ file: 'a.ts', line, column }, documentOf(text));
  expect(place).toThrow(expect.objectContaining({ message, remedy }));
});

test('every offset between two characters has a place that leads to it', () => {
  const text = fc.string({ unit: fc.constantFrom('a', '\n', '\r\n', '🙂', 'é', '\t') });
  fc.assert(
    fc.property(text, fc.nat(), (source, seed) => {
      const document = documentOf(source);
      const line = seed % document.lineCount;
      const characters = [...document.lineText(line)];
      const column = seed % (characters.length + 1);
      const offset = offsetOf({ file: 'a.ts', line: line + 1, column: column + 1 }, document);
      expect(offset).toBe(document.lineStart(line) + characters.slice(0, column).join('').length);
    }),
  );
});
