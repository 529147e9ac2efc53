import fc from 'fast-check';
import { expect, test } from 'vitest';
import { queryTerms } from '../../../server/context/lexical/query-terms.ts';
import type { FileEvidence } from '../../../server/context/ranking/file-evidence.ts';
import { bestFiles, priorFactor, rankFiles } from '../../../server/context/ranking/file-ranking.ts';
import { PastChanges, recencyScores } from '../../../server/context/ranking/past-changes.ts';

const nothing: FileEvidence = {
  path: '',
  text: 0,
  threeBest: 0,
  coverage: 0,
  name: 0,
  pathScore: 0,
  mention: 0,
  recent: 0,
  partRecent: 0,
  past: 0,
  folderPast: 0,
  history: 0,
  symbol: 0,
  isTest: false,
  isCode: true,
  isDeclaration: false,
  places: [],
};

function order(query: string, files: readonly Partial<FileEvidence>[]): readonly string[] {
  const evidence = files.map((file) => ({ ...nothing, ...file }));
  return rankFiles(query, evidence).map((file) => file.path);
}

test('a test comes behind its source, unless the request is about tests', () => {
  const files = [
    { path: 'a.test.ts', text: 10, isTest: true },
    { path: 'a.ts', text: 8 },
  ];
  expect(order('parse dates', files)).toEqual(['a.ts', 'a.test.ts']);
  expect(order('add tests for dates', files)).toEqual(['a.test.ts', 'a.ts']);
});

test('what only declares comes behind what defines', () => {
  const files = [
    { path: 'a.d.ts', text: 10, isDeclaration: true },
    { path: 'b.ts', text: 8 },
  ];
  expect(order('parse dates', files)).toEqual(['b.ts', 'a.d.ts']);
});

const kinds = [
  'name',
  'pathScore',
  'mention',
  'recent',
  'partRecent',
  'past',
  'folderPast',
  'history',
  'symbol',
  'coverage',
  'threeBest',
] as const;
test.each(kinds)('of two files with the same text the one with more %s comes first', (kind) => {
  expect(
    order('parse dates', [
      { path: 'a', text: 5 },
      { path: 'b', text: 5, [kind]: 1 },
    ]),
  ).toEqual(['b', 'a']);
});

test('what was changed lately counts less the more a request says', () => {
  const files = [
    { path: 'lately.ts', text: 8, recent: 1 },
    { path: 'said.ts', text: 10 },
  ];
  const words = Array.from({ length: 100 }, (_, i) => `word${i}`).join(' ');
  expect(order('parse dates', files)).toEqual(['lately.ts', 'said.ts']);
  expect(order(`parse dates\n${words}`, files)).toEqual(['said.ts', 'lately.ts']);
});

test('more words never make what is known beforehand count more, and few words never make it count less', () => {
  fc.assert(
    fc.property(fc.nat(2_000), fc.nat(2_000), (words, more) => {
      expect(priorFactor(words + more)).toBeLessThanOrEqual(priorFactor(words));
      expect(priorFactor(words + more)).toBeGreaterThan(0);
      expect(priorFactor(Math.min(words, 10))).toBe(1);
    }),
  );
});

test('no file is lost, and the order of the evidence does not matter', () => {
  const someFile = fc.record({
    path: fc.stringMatching(/^[a-d]{1,3}$/),
    text: fc.nat(9),
    pathScore: fc.nat(9),
    past: fc.nat(9),
    isTest: fc.boolean(),
  });
  const someFiles = fc.uniqueArray(someFile, { selector: (file) => file.path, maxLength: 12 });
  fc.assert(
    fc.property(someFiles, (files) => {
      const ranked = order('query', files);
      expect([...ranked].sort()).toEqual(files.map((file) => file.path).sort());
      expect(order('query', [...files].reverse())).toEqual(ranked);
    }),
  );
});

test('the best files are the first of all, where scores are equal too', () => {
  const file = fc.record({ path: fc.string(), text: fc.integer({ min: 0, max: 3 }), isTest: fc.boolean() });
  const files = fc.uniqueArray(file, { selector: ({ path }) => path });
  fc.assert(
    fc.property(files, fc.integer({ min: 1, max: 8 }), (some, limit) => {
      const evidence = some.map((one) => ({ ...nothing, ...one }));
      expect(bestFiles('query', evidence, limit)).toEqual(rankFiles('query', evidence).slice(0, limit));
    }),
  );
});

test('what was changed last and often is more recent; changes of many files say little', () => {
  const many = Array.from({ length: 100 }, (_, i) => `many${i}`);
  const scores = recencyScores(
    [
      { id: '3', message: '', paths: ['new'] },
      { id: '2', message: '', paths: many },
      { id: '1', message: '', paths: ['old'] },
    ],
    1,
  );
  expect(scores.get('new')).toBe(1);
  expect(scores.get('old')).toBe(0.25);
  expect(scores.get('many7')).toBe(0.05);
});

test('a file is found by what was said when it was changed', () => {
  const past = new PastChanges([
    { id: 'b', message: 'Show the tooltip in the sidebar', paths: ['x/panel.ts'] },
    { id: 'a', message: 'Read settings', paths: ['y/config.ts'] },
  ]);
  expect([...past.scores(queryTerms('tooltip is cut off'), 5).keys()]).toEqual(['x/panel.ts']);
});
