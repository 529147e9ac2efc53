import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { DependencyFiles } from '../../../server/context/dependencies/dependency-files.ts';
import { ManualClock } from '../../support/manual-clock.ts';

const mebi = 1024 * 1024;

test('holds at most 8 Mi units of text, the files that were used last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat({ max: 20 }), { maxLength: 60 }), async (order) => {
      const read: number[] = [];
      const files = new DependencyFiles(
        {
          read: async (_, path) => {
            read.push(Number(path));
            return 'x'.repeat(mebi);
          },
          names: async () => [],
          realPathOf: async (_, path) => path,
        },
        new ManualClock(),
      );
      const recent: number[] = [];
      const expected: number[] = [];
      for (const path of order) {
        await files.read({ base: '/w', path: String(path) }, () => true, neverAborted);
        const at = recent.indexOf(path);
        if (at === -1) expected.push(path);
        else recent.splice(at, 1);
        recent.push(path);
        if (recent.length > 8) recent.shift();
        expect(files.units).toBeLessThanOrEqual(8 * mebi);
      }
      expect(read).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
