import fc from 'fast-check';
import { expect, test } from 'vitest';

import { tellingLines, tellingStretch } from '../../server/context/telling-lines.ts';

const code = ['// settings', '', 'function parseSettings(file) {', '  return parse(file)', '}'];

/** The lines by number from 0. */
function linesFor(query: string, most = 2): readonly number[] {
  return tellingLines(code, query, most).map(({ line }) => line);
}

test('the lines that share most words with the query are told, in the order of the text', () => {
  expect(linesFor('parse the file')).toEqual([2, 3]);
  expect(linesFor('settings')).toEqual([0, 2]);
});

test('a name in another spelling is the same words', () => {
  expect(linesFor('parse_settings', 1)).toEqual([2]);
});

test('where no line shares a word, the first that is not blank is told', () => {
  expect(linesFor('unicorn')).toEqual([0]);
  expect(tellingLines(['', '  ', 'x'], 'unicorn', 2)).toEqual([{ line: 2, text: 'x' }]);
  expect(tellingLines(['', ' '], 'unicorn', 2)).toEqual([]);
});

test('no line is told twice, none is invented, none is out of order', () => {
  const line = fc.constantFrom('', 'parse file', 'parse', 'file of settings', '}', '  x');
  fc.assert(
    fc.property(fc.array(line), fc.integer({ min: 1, max: 4 }), (lines, most) => {
      const told = tellingLines(lines, 'parse settings file', most);
      expect(told.length).toBeLessThanOrEqual(most);
      for (const { line: at, text } of told) expect(lines[at]).toBe(text);
      const numbers = told.map(({ line: at }) => at);
      expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
    }),
  );
});

test.each([
  [
    'from the first line that has a word of it',
    'total tax',
    ['// head', '// about', 'total', 'x', 'tax', 'y'],
    2,
    5,
  ],
  ['not counting words that every text has', 'what is the tax', ['what is the', 'tax', 'a'], 1, 3],
  [
    'not counting imports',
    'tax',
    ["import { tax } from './tax.ts';", '', 'use tax::of;', 'return tax;'],
    3,
    4,
  ],
  ['without blank lines at its end', 'tax', ['tax', '', ''], 0, 1],
  ['from the top where no line has any', 'unicorn', ['', 'a', 'b', 'c', 'd'], 1, 4],
  ['of nothing', 'tax', [], 0, 0],
] as const)('the most telling stretch of three lines begins %s', (_, query, lines, startLine, endLine) => {
  expect(tellingStretch(lines, query, 3)).toEqual({ startLine, endLine });
});
