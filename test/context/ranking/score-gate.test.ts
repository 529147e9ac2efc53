import fc from 'fast-check';
import { expect, test } from 'vitest';

import { gated } from '../../../server/context/ranking/score-gate.ts';

const retriever = fc.constantFrom('similar', 'usages', 'words', 'embeddings', 'definitions', 'recent');
const findings = fc.array(fc.record({ id: fc.nat(), score: fc.double({ min: 0, max: 100, noNaN: true }) }));

test('loses nothing, keeps the order, and always lets the best pass', () => {
  fc.assert(
    fc.property(retriever, findings, (name, all) => {
      const { passed, below } = gated(name, all);
      expect(passed.length + below.length).toBe(all.length);
      expect(all.filter((each) => passed.includes(each))).toEqual(passed);
      const best = Math.max(...all.map(({ score }) => score));
      for (const each of below) expect(each.score).toBeLessThan(best);
    }),
  );
});

test('what hardly looks like the lines at the cursor is no context, however few findings there are', () => {
  const { below } = gated('similar', [{ score: 10 }, { score: 4 }, { score: 2 }]);
  expect(below).toEqual([{ score: 2 }]);
});

test('a definition is wanted whatever its score is', () => {
  expect(gated('definitions', [{ score: 10 }, { score: 0.1 }]).below).toEqual([]);
});
