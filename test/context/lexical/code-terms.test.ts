import fc from 'fast-check';
import { expect, test } from 'vitest';

import { pathTerms, scanWords, termKey, wordTerms } from '../../../server/context/lexical/code-terms.ts';

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  scanWords(text, (word) => words.push(word));
  return words;
}

test.each([
  ['getUserName', ['getusername', 'get', 'user', 'name']],
  ['get_user_name', ['getusername', 'get', 'user', 'name']],
  ['HTTPServer2', ['httpserver2', 'http', 'server']],
  ['__init__', ['init']],
  ['$el', ['el']],
  ['x', []],
  ['größeÄndern', ['größeändern', 'größe', 'ändern']],
])('%s has the terms %j', (word, terms) => {
  expect(wordTerms(word)).toEqual(terms);
});

test('words are found between punctuation; numbers are none', () => {
  expect(wordsOf('a.b(fooBar, 0x1F, 12px) // naïve «日本» _x')).toEqual([
    'a',
    'b',
    'fooBar',
    'naïve',
    '日本',
    '_x',
  ]);
});

test("a path's terms are its folders and twice its own name", () => {
  expect(pathTerms('src/date-filter.test.ts')).toEqual([
    'src',
    'datefilter',
    'date',
    'filter',
    'test',
    'datefilter',
    'date',
    'filter',
    'test',
    'ts',
  ]);
});

test('every word lies in its text, and every term in lower case', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const words = wordsOf(text);
      expect(words.filter((word) => !text.includes(word))).toEqual([]);
      expect(words.flatMap(wordTerms).filter((term) => term !== term.toLowerCase())).toEqual([]);
    }),
  );
});

test('the same term has another key in each field, and keys are safe integers', () => {
  fc.assert(
    fc.property(fc.string(), (term) => {
      const keys = [termKey(term, 'text'), termKey(term, 'path'), termKey(term, 'name')];
      expect(new Set(keys).size).toBe(3);
      expect(keys.every(Number.isSafeInteger)).toBe(true);
    }),
  );
});

test('a hundred thousand terms have as many keys', () => {
  const keys = new Set(Array.from({ length: 100_000 }, (_, i) => termKey(`term${i.toString(36)}`, 'text')));
  expect(keys.size).toBe(100_000);
});
