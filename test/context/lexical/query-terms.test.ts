import { expect, test } from 'vitest';

import { termKey } from '../../../server/context/lexical/code-terms.ts';
import { queryTerms, symbolTerms, tellingWordCount } from '../../../server/context/lexical/query-terms.ts';

function weightOf(query: string, term: string): number {
  return queryTerms(query).find(({ key }) => key === termKey(term, 'text'))?.weight ?? 0;
}

test.each([
  ['date filter', 'datefilter'],
  ['filters', 'filter'],
  ['filter', 'filters'],
  ['parsing', 'parse'],
  ['stopped', 'stop'],
  ['queries', 'query'],
  ['getUserName', 'user'],
])('«%s» also looks for %s, which counts less or as much', (query, term) => {
  expect(weightOf(query, term)).toBeGreaterThan(0);
  expect(weightOf(query, term)).toBeLessThanOrEqual(weightOf('one', 'one'));
});

test('words that say nothing about code count little, those for changes half', () => {
  expect(weightOf('the parser', 'the')).toBeLessThan(weightOf('fix parser', 'fix'));
  expect(weightOf('fix parser', 'fix')).toBeLessThan(weightOf('fix parser', 'parser'));
});

test('a word that comes again counts more, but not twice as much', () => {
  const once = weightOf('parser', 'parser');
  const twice = weightOf('parser and parser', 'parser');
  expect(twice).toBeGreaterThan(once);
  expect(twice).toBeLessThan(2 * once);
});

test('each key stands once', () => {
  const keys = queryTerms('filter filters filtering the date filter dateFilter').map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('the title of an issue counts double', () => {
  const issue = 'parser hangs\n\nThe lexer is slow.';
  expect(weightOf(issue, 'parser')).toBe(2 * weightOf(issue, 'lexer'));
});

test('names written as code are looked for exactly as they are written', () => {
  const text = 'Expanding `paths` in DateFilter fails: os.walk calls expand_modules and parse(x), not Words';
  const names = ['paths', 'DateFilter', 'walk', 'expand_modules', 'parse'];
  expect(symbolTerms(text).map(({ key }) => key)).toEqual(names.map((name) => termKey(name, 'symbol')));
});

test('words that say nothing and words that come again do not make a request longer', () => {
  expect(tellingWordCount('')).toBe(0);
  expect(tellingWordCount('fix the date_filter')).toBe(2);
  expect(tellingWordCount('Fix the date_filter and fix all of the dateFilter')).toBe(2);
});
