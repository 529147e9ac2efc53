import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../server/base/cancellation.ts';
import { sortedDepth, sortSuffixes } from '../../server/embedded/suffix-array.ts';

const vocabularySize = 6;
const tokenLists = fc.array(fc.integer({ min: 0, max: vocabularySize - 1 }), { maxLength: 300 });

/** What two suffixes are compared by: their tokens up to the depth or the end of the file. */
function prefixOf(tokens: Int32Array, position: number): readonly number[] {
  const prefix = [...tokens.subarray(position, position + sortedDepth)];
  const end = prefix.indexOf(0);
  return end < 0 ? [...prefix, ...(prefix.length < sortedDepth ? [0] : [])] : prefix.slice(0, end + 1);
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((token, at) => token !== b[at]);
  return i < 0 ? 0 : (a[i] ?? 0) - (b[i] ?? 0);
}

test('holds every position once, in the order of their suffixes', async () => {
  await fc.assert(
    fc.asyncProperty(tokenLists, async (list) => {
      const tokens = Int32Array.from(list);
      const { positions } = await sortSuffixes(tokens, vocabularySize, neverAborted);
      expect([...positions].sort((a, b) => a - b)).toEqual(list.map((_, i) => i));
      for (let i = 1; i < positions.length; i++) {
        const [before, after] = [positions[i - 1] ?? 0, positions[i] ?? 0];
        if (tokens[before] === 0 && tokens[after] === 0) continue;
        expect(compare(prefixOf(tokens, before), prefixOf(tokens, after))).toBeLessThanOrEqual(0);
      }
    }),
  );
});

test('its buckets say where the suffixes of each token start', async () => {
  await fc.assert(
    fc.asyncProperty(tokenLists, async (list) => {
      const { positions, bucketStarts } = await sortSuffixes(
        Int32Array.from(list),
        vocabularySize,
        neverAborted,
      );
      for (let token = 0; token < vocabularySize; token++) {
        const bucket = positions.subarray(bucketStarts[token], bucketStarts[token + 1]);
        expect(bucket.length).toBe(list.filter((other) => other === token).length);
        for (const position of bucket) expect(list[position]).toBe(token);
      }
    }),
  );
});

test('stops when the signal is aborted', async () => {
  const tokens = new Int32Array(1_000).fill(1);
  await expect(sortSuffixes(tokens, 2, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});
