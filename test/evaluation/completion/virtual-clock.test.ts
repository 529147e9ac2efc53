import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { VirtualClock } from './virtual-clock.ts';

test('hours pass at once, and in the order of time', async () => {
  const clock = new VirtualClock();
  const woken: string[] = [];
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms, neverAborted);
    woken.push(`${name} at ${clock.monotonicMs()}`);
  };
  await Promise.all([sleep('late', 7_200_000), sleep('early', 5), sleep('middle', 3_600_000)]);
  expect(woken).toEqual(['early at 5', 'middle at 3600000', 'late at 7200000']);
});

test('a sleep that is aborted takes no time', async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const slept = clock.sleep(1_000, stop.signal);
  stop.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  await clock.sleep(10, neverAborted);
  expect(clock.monotonicMs()).toBe(10);
});
