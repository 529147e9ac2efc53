import { expect, test } from 'vitest';

import { queryTerms } from '../../../server/context/lexical/query-terms.ts';
import { type PastChange, PastChanges } from '../../../server/context/ranking/past-changes.ts';

function historyOf(query: string, changes: readonly (readonly [string, ...string[]])[]) {
  const told: PastChange[] = changes.map(([message, ...paths], age) => ({ id: String(age), message, paths }));
  const scores = new PastChanges(told).historyScores(queryTerms(query));
  return [...scores].sort((a, b) => b[1] - a[1]).map(([path]) => path);
}

test('words said at different changes of a file count together', () => {
  const changes = [
    ['read the cookie', 'cookie.ts', 'b.ts'],
    ['parse dates', 'session.ts'],
    ['expire the session', 'session.ts'],
    ['parse numbers', 'number.ts'],
  ] as const;
  expect(historyOf('session parse', changes)).toEqual(['session.ts', 'number.ts']);
});

test('a change of many files says less of each than one of a few', () => {
  const changes = [
    ['expire sessions', 'a.ts', 'b.ts', 'c.ts', 'd.ts'],
    ['expire sessions', 'session.ts'],
    ['other words', 'e.ts'],
  ] as const;
  expect(historyOf('sessions', changes)[0]).toBe('session.ts');
});

test('a move of the whole repository says nothing', () => {
  const paths = Array.from({ length: 100 }, (_, at) => `${at}.ts`);
  expect(historyOf('sessions', [['move sessions', ...paths]])).toEqual([]);
});

test('without a history nothing is found', () => {
  expect(historyOf('sessions', [])).toEqual([]);
});
