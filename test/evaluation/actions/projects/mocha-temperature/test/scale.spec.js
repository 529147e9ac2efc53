import assert from 'node:assert/strict';

import { toFahrenheit } from '../src/scale.js';

describe('toFahrenheit', () => {
  it('knows where water freezes', () => {
    assert.equal(toFahrenheit(0), 32);
  });

  it('knows where it boils', () => {
    assert.equal(toFahrenheit(100), 212);
  });
});
