import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { maxSegments, mergedSegments, planMerge } from '../../../server/context/corpus/merge-plan.ts';
import type { Segment } from '../../../server/context/ports.ts';
import { plainBuilder, visibleIn } from '../memory-workspace.ts';

const uris = ['a', 'b', 'c', 'd', 'e'];
const edit = fc.record({
  uri: fc.constantFrom(...uris),
  text: fc.oneof(fc.constant(''), fc.stringMatching(/^[a-z]{1,30}$/)),
});

async function merged(segments: readonly Segment[]): Promise<{ segments: readonly Segment[]; cost: number }> {
  let current = segments;
  let cost = 0;
  for (let plan = planMerge(current); plan !== undefined; plan = planMerge(current)) {
    cost += plan.merged.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
    const kept = current.slice(0, current.length - plan.merged.length);
    current = [...kept, ...(await mergedSegments(plainBuilder, plan, neverAborted))];
  }
  return { segments: current, cost };
}

test('leaves few segments, which show what all showed, deleted files included', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { maxLength: 40 }), async (edits) => {
      const old = uris.map((uri) => ({ uri, text: uri.repeat(1_000) }));
      let segments: readonly Segment[] = [await plainBuilder.build('ts', old, neverAborted)];
      const truth = new Map(old.map(({ uri, text }) => [uri, text]));
      for (const { uri, text } of edits) {
        truth.set(uri, text);
        segments = (
          await merged([...segments, await plainBuilder.build('ts', [{ uri, text }], neverAborted)])
        ).segments;
        expect(segments.length).toBeLessThanOrEqual(maxSegments);
      }
      const living = [...truth].filter(([, text]) => text !== '').sort();
      expect(visibleIn(segments)).toEqual(Object.fromEntries(living));
    }),
  );
});

test('does not touch a large segment for the sake of small changes', async () => {
  let segments: readonly Segment[] = [
    await plainBuilder.build('ts', [{ uri: 'big', text: 'x'.repeat(1e6) }], neverAborted),
  ];
  let cost = 0;
  for (let i = 0; i < 200; i++) {
    const change = await plainBuilder.build(
      'ts',
      [{ uri: `f${i % 20}`, text: 'y'.repeat(500) }],
      neverAborted,
    );
    const result = await merged([...segments, change]);
    segments = result.segments;
    cost += result.cost;
  }
  expect(cost).toBeLessThan(1e6);
});
