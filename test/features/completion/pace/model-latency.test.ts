import { expect, test } from 'vitest';

import { ModelLatency } from '../../../../server/features/completion/pace/model-latency.ts';

function latencyAfter(...samples: readonly number[]): number | undefined {
  const latency = new ModelLatency();
  for (const ms of samples) latency.add('m', ms);
  return latency.of('m');
}

test('is not known of a model that was not asked', () => {
  expect(new ModelLatency().of('m')).toBeUndefined();
});

test('is the average of the middle half', () => {
  expect(latencyAfter(300)).toBe(300);
  expect(latencyAfter(300, 500)).toBe(400);
  expect(latencyAfter(9_000, 200, 300, 400)).toBe(350);
});

test('is not moved by a cold start and a stalled line', () => {
  expect(latencyAfter(8_000, 300, 300, 300, 300, 300, 300, 300, 9_000, 300)).toBe(300);
});

test('follows the last ten answers', () => {
  const slow = new Array<number>(20).fill(3_000);
  const quick = new Array<number>(10).fill(100);
  expect(latencyAfter(...slow, ...quick)).toBe(100);
});

test('takes no figure that is no time', () => {
  expect(latencyAfter(Number.NaN, -1, Number.POSITIVE_INFINITY)).toBeUndefined();
});

test('keeps models apart, the last 64 of them', () => {
  const latency = new ModelLatency();
  for (let i = 0; i < 65; i++) latency.add(`m${i}`, i);
  expect([latency.of('m0'), latency.of('m1'), latency.of('m64')]).toEqual([undefined, 1, 64]);
});
