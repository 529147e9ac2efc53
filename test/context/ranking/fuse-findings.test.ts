import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { RetrieverName } from '../../../server/context/context-item.ts';
import { fuseFindings, type RetrieverFindings } from '../../../server/context/ranking/fuse-findings.ts';

const finding = fc.record({
  path: fc.constantFrom('a.ts', 'b.ts', 'c.ts'),
  startLine: fc.nat(3),
  endLine: fc.integer({ min: 4, max: 6 }),
  reason: fc.string(),
  score: fc.double({ noNaN: true }),
});
const retrievers: readonly RetrieverName[] = ['definitions', 'usages', 'similar', 'recent', 'words'];
const lists: fc.Arbitrary<readonly RetrieverFindings[]> = fc
  .array(fc.tuple(fc.array(finding, { maxLength: 12 }), fc.constantFrom(0.5, 1, 2, 3)), { maxLength: 5 })
  .map((all) =>
    all.map(([findings, weight], at) => ({ retriever: retrievers[at] ?? 'words', findings, weight })),
  );

function idOf({ path, startLine, endLine }: { path: string; startLine: number; endLine: number }): string {
  return `${path}:${startLine}-${endLine}`;
}

test('loses nothing and names each stretch once', () => {
  fc.assert(
    fc.property(lists, (all) => {
      const ids = new Set(all.flatMap(({ findings }) => findings.map(idOf)));
      const fused = fuseFindings(all, () => 1);
      expect(fused.map(idOf).sort()).toEqual([...ids].sort());
    }),
  );
});

test('does not depend on the order of the lists', () => {
  fc.assert(
    fc.property(lists, (all) => {
      const factor = ({ startLine }: { startLine: number }) => 1 + startLine / 3;
      expect(fuseFindings([...all].reverse(), factor)).toEqual(fuseFindings(all, factor));
    }),
  );
});

test('what more retrievers found stands first, with the reason of the weightiest', () => {
  const span = { path: 'a.ts', startLine: 0, endLine: 4 };
  const other = { path: 'b.ts', startLine: 0, endLine: 4 };
  const fused = fuseFindings(
    [
      {
        retriever: 'similar',
        weight: 1,
        findings: [
          { ...other, reason: 's', score: 9 },
          { ...span, reason: 's', score: 1 },
        ],
      },
      { retriever: 'usages', weight: 2, findings: [{ ...span, reason: 'uses it', score: 1 }] },
    ],
    () => 1,
  );
  expect(fused.map(({ path, reason, retriever }) => ({ path, reason, retriever }))).toEqual([
    { path: 'a.ts', reason: 'uses it', retriever: 'usages' },
    { path: 'b.ts', reason: 's', retriever: 'similar' },
  ]);
});
