import fc from 'fast-check';
import { expect, test } from 'vitest';

import { retryAfterMs } from '../../server/model/retry-after.ts';

const now = Date.UTC(2030, 0, 1);

function check(headers: Record<string, string>): number | undefined {
  return retryAfterMs(new Headers(headers), now);
}

test('seconds are read', () => {
  expect(check({ 'retry-after': '30' })).toBe(30_000);
  expect(check({ 'retry-after': ' 1.5 ' })).toBe(1_500);
});

test('milliseconds go before seconds', () => {
  expect(check({ 'retry-after-ms': '250', 'retry-after': '30' })).toBe(250);
});

test.each(['Tue, 01 Jan 2030 00:01:00 GMT', 'Tuesday, 01-Jan-30 00:01:00 GMT'])(
  'the date %s is read',
  (date) => {
    expect(check({ 'retry-after': date })).toBe(60_000);
  },
);

test('every date of the future is read to the second', () => {
  const seconds = fc.nat({ max: 400 * 86_400 });
  fc.assert(
    fc.property(seconds, (wait) => {
      expect(check({ 'retry-after': new Date(now + wait * 1000).toUTCString() })).toBe(wait * 1000);
    }),
  );
});

test.each(['-5', 'Mon, 31 Dec 2029 00:00:00 GMT', '0'])('%s is now', (text) => {
  expect(check({ 'retry-after': text })).toBe(0);
});

test.each(['', 'soon', '30s', '5 minutes', 'soon 5', 'foo-7', '1e3', '0x10', 'NaN', 'Infinity'])(
  '%j says nothing',
  (text) => {
    expect(check({ 'retry-after': text })).toBeUndefined();
  },
);

test('nothing says nothing', () => {
  expect(check({})).toBeUndefined();
});

test('whatever is written, the answer is no time or a finite one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      const ms = check({ 'retry-after': text, 'retry-after-ms': text }) ?? 0;
      expect(Number.isFinite(ms) && ms >= 0).toBe(true);
    }),
  );
});
