import { expect, test } from 'vitest';

import { timesOf } from './type-session.ts';

const exchange = { arrivedAt: 180, writtenAt: [500, 525, 550], isAborted: false };

test('a request that went to the model is without its time, to the last part before the answer', () => {
  expect(timesOf(100, 555, [exchange])).toEqual({ source: 'asked', latencyMs: 455, withoutModelMs: 85 });
  expect(timesOf(100, 530, [exchange])).toEqual({ source: 'asked', latencyMs: 430, withoutModelMs: 85 });
});

test('a request that was typed along counts from the last part before the answer', () => {
  expect(timesOf(510, 553, [exchange])).toEqual({ source: 'joined', latencyMs: 43, withoutModelMs: 3 });
});

test('an answer for which the model wrote nothing was at hand', () => {
  expect(timesOf(600, 601, [exchange])).toEqual({ source: 'at hand', latencyMs: 1, withoutModelMs: 1 });
  expect(timesOf(600, 601, [])).toEqual({ source: 'at hand', latencyMs: 1, withoutModelMs: 1 });
});
