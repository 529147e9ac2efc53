import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { Pace } from '../../../server/context/index/pace.ts';
import { ManualClock } from '../../support/manual-clock.ts';

async function restOf(work: (clock: ManualClock, pace: Pace) => void, onBattery = false): Promise<number> {
  const clock = new ManualClock();
  const pace = new Pace({ clock, isOnBattery: () => onBattery });
  work(clock, pace);
  const begun = clock.monotonicMs();
  let isOver = false;
  const resting = pace.rest(neverAborted).then(() => {
    isOver = true;
  });
  for (let turn = 0; turn < 100 || !isOver; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (clock.sleeping > 0) clock.advance(10);
  }
  await resting;
  return clock.monotonicMs() - begun;
}

test('does not rest on mains while nobody types', async () => {
  expect(await restOf((clock) => clock.advance(100))).toBe(0);
});

test('rests while someone types, but not for ever', async () => {
  const rested = await restOf((clock, pace) => {
    clock.advance(100);
    pace.edited();
  });
  expect(rested).toBeGreaterThanOrEqual(400);
  expect(rested).toBeLessThan(600);
});

test('rests on battery three times as long as it worked', async () => {
  const rested = await restOf((clock, pace) => {
    pace.begin();
    clock.advance(20);
  }, true);
  expect(rested).toBe(60);
});

test('does not take an idle hour for work', async () => {
  const hour = 3_600_000;
  const afterIdle = await restOf((clock, pace) => {
    clock.advance(hour);
    pace.begin();
    clock.advance(10);
  }, true);
  expect(afterIdle).toBe(30);
  const afterSleep = await restOf((clock, pace) => {
    pace.begin();
    clock.advance(hour);
  }, true);
  expect(afterSleep).toBeLessThanOrEqual(3_010);
});
