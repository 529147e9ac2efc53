import fc from 'fast-check';
import { expect, test } from 'vitest';

import { chooseFiles } from '../../../server/context/corpus/choose-files.ts';
import { fitInto } from '../../../server/context/corpus/memory-budget.ts';
import { type Candidate, inOrderOfPreference } from '../../../server/context/corpus/preference.ts';
import { listingChanges } from '../../../server/context/files/listing-changes.ts';

function candidate(path: string, modifiedMs = 0, size = 10): Candidate {
  return { root: '/w', path, size, modifiedMs, stamp: `${modifiedMs}`, isTracked: true };
}

function order(candidates: readonly Candidate[], ...preferred: readonly string[]): string[] {
  const files = preferred.map((path) => ({ root: '/w', path }));
  return inOrderOfPreference(candidates, files).map(({ path }) => path);
}

test('prefers files near the open ones, then those changed last', () => {
  const files = [
    candidate('far/away/a.ts', 9),
    candidate('src/ui/b.ts', 1),
    candidate('src/ui/c.ts', 2),
    candidate('src/d.ts', 5),
    candidate('src/net/e.ts', 7),
  ];
  expect(order(files, 'src/ui/open.ts')).toEqual([
    'src/ui/c.ts',
    'src/ui/b.ts',
    'src/d.ts',
    'src/net/e.ts',
    'far/away/a.ts',
  ]);
  expect(order(files)[0]).toBe('far/away/a.ts');
});

const paths = fc.uniqueArray(fc.stringMatching(/^[ab]\/[ab]\/[a-d]{1,2}\.ts$/), { maxLength: 20 });
const candidates = paths.chain((names) =>
  fc.tuple(
    ...names.map((name) =>
      fc
        .record({ modified: fc.nat(3), size: fc.nat(50) })
        .map((facts) => candidate(name, facts.modified, facts.size)),
    ),
  ),
);

test('orders the same files the same way whatever order they come in, and loses none', () => {
  fc.assert(
    fc.property(candidates, paths, (files, open) => {
      const once = order(files, ...open);
      expect(order(files.toReversed(), ...open)).toEqual(once);
      expect(once.toSorted()).toEqual(files.map(({ path }) => path).sort());
    }),
  );
});

test('never exceeds the limit, and leaves out only what does not fit', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), fc.nat(300), (costs, limit) => {
      const { fitting, beyond } = fitInto(costs, (cost) => cost, limit);
      const spent = fitting.reduce((sum, cost) => sum + cost, 0);
      expect(spent).toBeLessThanOrEqual(limit);
      expect(fitting.length + beyond.length).toBe(costs.length);
      for (const cost of beyond) expect(spent + cost).toBeGreaterThan(limit);
    }),
  );
});

test('keeps what is learned already when the limit is reached', () => {
  const learned = candidate('far/a.ts', 1);
  const choice = {
    preferred: [{ root: '/w', path: 'near/open.ts' }],
    knownOf: ({ path }: Candidate) => (path === 'far/a.ts' ? { ...learned, leftOut: undefined } : undefined),
    bytesPerSourceByte: 1,
    limitBytes: 10,
  };
  const { fitting, beyond } = chooseFiles([candidate('near/b.ts', 2), learned], choice);
  expect(fitting).toEqual([learned]);
  expect(beyond.map(({ path }) => path)).toEqual(['near/b.ts']);
});

test('sorts every file of both sides into exactly one of unchanged, changed and gone', () => {
  const side = fc.uniqueArray(
    fc.record({ path: fc.constantFrom('a', 'b', 'c', 'd'), stamp: fc.constantFrom('1', '2') }),
    {
      selector: ({ path }) => path,
    },
  );
  fc.assert(
    fc.property(side, side, (known, listed) => {
      const changes = listingChanges(new Map(known.map((file) => [file.path, file])), listed);
      const paths = [...changes.unchanged, ...changes.changed, ...changes.gone].map(({ path }) => path);
      expect(paths.toSorted()).toEqual([...new Set([...known, ...listed].map(({ path }) => path))].sort());
      for (const file of changes.unchanged) expect(listed).toContainEqual(file);
      for (const file of changes.changed) expect(known).not.toContainEqual(file);
    }),
  );
});
