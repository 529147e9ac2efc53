import { expect, test } from 'vitest';

import { TermCollector } from '../../../server/context/lexical/chunk-terms.ts';
import { LexicalIndex } from '../../../server/context/lexical/lexical-index.ts';
import { fileEvidence } from '../../../server/context/ranking/file-evidence.ts';
import { type PastChange, PastChanges } from '../../../server/context/ranking/past-changes.ts';

function partRecentOf(
  paths: readonly string[],
  changes: readonly PastChange[],
): Readonly<Record<string, number>> {
  const index = new LexicalIndex();
  const collector = new TermCollector();
  for (const path of paths) {
    const text = 'parse dates';
    index.replace(collector.fileTerms(path, [{ path, startLine: 0, endLine: 1, text }]));
  }
  const past = new PastChanges(changes);
  const evidence = fileEvidence({ index, query: 'parse dates', past, exists: () => true });
  return Object.fromEntries(evidence.map((file) => [file.path, file.partRecent]));
}

test('a file gains from work in its part of the repository, however deep in it and whether or not it was changed', () => {
  const paths = ['packages/ui/a.ts', 'packages/ui/src/deep/b.ts', 'packages/core/c.ts', 'd.ts'];
  const changes = [
    { id: '2', message: '', paths: ['packages/ui/a.ts'] },
    { id: '1', message: '', paths: ['d.ts'] },
  ];
  const found = partRecentOf(paths, changes);
  expect(found['packages/ui/a.ts']).toBe(1);
  expect(found['packages/ui/src/deep/b.ts']).toBe(1);
  expect(found['packages/core/c.ts']).toBe(0);
  expect(found['d.ts']).toBeGreaterThan(0);
  expect(found['d.ts']).toBeLessThan(1);
});

test('without a history no part is ahead', () => {
  expect(partRecentOf(['a/b/c.ts', 'd.ts'], [])).toEqual({ 'a/b/c.ts': 0, 'd.ts': 0 });
});
