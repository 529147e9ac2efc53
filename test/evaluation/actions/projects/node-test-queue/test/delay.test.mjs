import assert from 'node:assert/strict';
import { test } from 'node:test';

import { backoff } from '../lib/delay.mjs';

test('doubles with each attempt', () => {
  assert.equal(backoff(3), 400);
});

test('refuses an attempt before the first', () => {
  assert.throws(() => backoff(0), RangeError);
});
