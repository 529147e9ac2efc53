import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fuseRanks } from '../../../server/context/ranking/reciprocal-rank-fusion.ts';

const someIds = fc.array(fc.constantFrom(...'abcdefghij'), { maxLength: 15 });
const someLists = fc.array(fc.record({ ids: someIds, weight: fc.constantFrom(0.1, 0.5, 1, 3) }), {
  maxLength: 6,
});

test('what two lists name comes before what one names at the same rank', () => {
  expect(fuseRanks([{ ids: ['a', 'b'] }, { ids: ['c', 'b'] }]).map((fused) => fused.id)).toEqual([
    'b',
    'a',
    'c',
  ]);
});

test('nothing that a list names is lost, and nothing comes twice', () => {
  fc.assert(
    fc.property(someLists, (lists) => {
      const fused = fuseRanks(lists).map(({ id }) => id);
      expect([...fused].sort()).toEqual([...new Set(lists.flatMap((list) => list.ids))].sort());
    }),
  );
});

test('the order of the lists does not matter', () => {
  fc.assert(
    fc.property(someLists, (lists) => {
      expect(fuseRanks([...lists].reverse())).toEqual(fuseRanks(lists));
    }),
  );
});

test('one list keeps its order', () => {
  fc.assert(
    fc.property(someIds, (ids) => {
      expect(fuseRanks([{ ids }]).map(({ id }) => id)).toEqual([...new Set(ids)]);
    }),
  );
});

test('a better rank never makes a score worse', () => {
  fc.assert(
    fc.property(someLists, someIds, (lists, ids) => {
      const [last] = ids.slice(-1);
      if (last === undefined) return;
      const scoreWith = (order: readonly string[]) =>
        fuseRanks([...lists, { ids: order }]).find(({ id }) => id === last)?.score ?? 0;
      expect(scoreWith([last, ...ids])).toBeGreaterThanOrEqual(scoreWith(ids));
    }),
  );
});
