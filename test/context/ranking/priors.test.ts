import { expect, test } from 'vitest';

import {
  isAboutTests,
  isCodePath,
  isDeclarationPath,
  isTestPath,
  mentionedPaths,
  mentionScore,
} from '../../../server/context/ranking/priors.ts';

test.each([
  'test/a.ts',
  'src/__tests__/a.tsx',
  'a.test.ts',
  'a_test.go',
  'test_a.py',
  'conftest.py',
  'integration-tests/x.ts',
  'a.spec.js',
])('%s is a test', (path) => {
  expect(isTestPath(path)).toBe(true);
});

test.each(['src/contest.ts', 'lib/latest.js', 'src/attestation/index.ts', 'inspect.py', 'src/protest_a.ts'])(
  '%s is no test',
  (path) => {
    expect(isTestPath(path)).toBe(false);
  },
);

test.each([
  ['test: cover the parser', true],
  ['Add a test for empty files', true],
  ['Fix flaky test of the watcher', true],
  ['Report the latest version', false],
  ['Show contest results', false],
])('«%s» is about tests: %s', (query, expected) => {
  expect(isAboutTests(query)).toBe(expected);
});

test.each([
  ['a.ts', true],
  ['Makefile', false],
  ['README.md', false],
  ['a.vue', true],
  ['.github/ci.yml', false],
])('%s is code: %s', (path, expected) => {
  expect(isCodePath(path)).toBe(expected);
});

test.each([
  ['types/a.d.ts', true],
  ['a.d.mts', true],
  ['a.pyi', true],
  ['a.ts', false],
  ['led.ts', false],
])('%s only declares: %s', (path, expected) => {
  expect(isDeclarationPath(path)).toBe(expected);
});

test('paths, files and dotted modules are mentions', () => {
  expect(mentionedPaths('internal/lsp: fix seaborn._core.plot in ./src/Main.py.')).toEqual([
    'internal/lsp',
    'seaborn._core.plot',
    'seaborn/_core/plot',
    'src/main.py',
  ]);
});

test('the file itself fits best, then files in the folder', () => {
  const mentions = ['internal/lsp', 'pkg/core/plot'];
  const scores = [
    'x/internal/lsp',
    'pkg/core/plot.py',
    'internal/lsp/a.go',
    'internal/lsp/b/a.go',
    'lsp/a.go',
  ].map((path) => mentionScore(path, mentions));
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(scores.at(-1)).toBe(0);
});
