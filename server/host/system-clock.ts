import { setTimeout as sleep } from 'node:timers/promises';

import type { Clock } from '../base/clock.ts';

/** The machine's time. Sleeping does not keep the process alive. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await sleep(ms, undefined, { signal, ref: false });
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    }
  },
};
