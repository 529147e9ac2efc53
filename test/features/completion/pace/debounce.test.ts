import fc from 'fast-check';
import { expect, test } from 'vitest';

import { debounceMs, type Pace } from '../../../../server/features/completion/pace/debounce.ts';

const pace: fc.Arbitrary<Pace> = fc.record({
  gapMs: fc.option(fc.double({ min: 0, max: 2_000, noNaN: true }), { nil: undefined }),
  latencyMs: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true }), { nil: undefined }),
  isLocal: fc.boolean(),
});

test.each([
  ['nothing is known', {}, 75],
  ['the answer comes between two keystrokes', { gapMs: 250, latencyMs: 120 }, 75],
  ['the answer is outrun by three keystrokes', { gapMs: 100, latencyMs: 300 }, 75],
  ['a model of this machine is outrun by three', { gapMs: 100, latencyMs: 300, isLocal: true }, 75],
  ['a model of this machine is outrun by four', { gapMs: 100, latencyMs: 400, isLocal: true }, 129],
  ['the answer is outrun by ten', { gapMs: 100, latencyMs: 1_000 }, 319],
  ['the model takes three seconds', { gapMs: 200, latencyMs: 3_000 }, 400],
])('when %s', (_, known: Partial<Pace>, expected) => {
  expect(debounceMs({ gapMs: undefined, latencyMs: undefined, isLocal: false, ...known })).toBe(expected);
});

test('the wait is a whole number from 75 to 400 ms', () => {
  fc.assert(
    fc.property(pace, (known) => {
      const ms = debounceMs(known);
      expect(Number.isInteger(ms) && ms >= 75 && ms <= 400).toBe(true);
    }),
  );
});

test('slower models, faster typists and models of this machine never wait less', () => {
  fc.assert(
    fc.property(pace, fc.double({ min: 1, max: 10, noNaN: true }), (known, factor) => {
      const { gapMs = 200, latencyMs = 500 } = known;
      const ms = debounceMs({ ...known, gapMs, latencyMs });
      expect(debounceMs({ ...known, gapMs, latencyMs: latencyMs * factor })).toBeGreaterThanOrEqual(ms);
      expect(debounceMs({ ...known, gapMs: gapMs / factor, latencyMs })).toBeGreaterThanOrEqual(ms);
      expect(debounceMs({ gapMs, latencyMs, isLocal: true })).toBeGreaterThanOrEqual(ms);
    }),
  );
});
