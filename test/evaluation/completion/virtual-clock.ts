import { setImmediate } from 'node:timers/promises';

import type { Clock } from '../../../server/base/clock.ts';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/**
 * A clock on which computing takes no time and nobody waits: whenever this process has nothing else to do, it jumps to
 * the moment at which the next sleep ends. So an evaluation gives the same figures on every machine.
 */
export class VirtualClock implements Clock {
  readonly #sleepers = new Set<Sleeper>();
  #now = 0;
  #isRunning = false;

  monotonicMs(): number {
    return this.#now;
  }

  wallMs(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      };
      const wake = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const sleeper = { until: this.#now + ms, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener('abort', leave, { once: true });
      if (!this.#isRunning) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    while (this.#sleepers.size > 0) {
      for (let turn = 0; turn < idleTurns; turn++) await setImmediate();
      this.#wakeNext();
    }
    this.#isRunning = false;
  }

  /** Of several that sleep until the same moment, the one that fell asleep first. */
  #wakeNext(): void {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers)
      if (next === undefined || sleeper.until < next.until) next = sleeper;
    if (next === undefined) return;
    this.#sleepers.delete(next);
    this.#now = Math.max(this.#now, next.until);
    next.wake();
  }
}

/** Turns of the event loop after which everything that was ready has run. */
const idleTurns = 2;
