import type { Clock } from '../../../base/clock.ts';

/** Waits for several things, but not longer than so many milliseconds for all of them together. */
export class Patience {
  readonly #late: Promise<undefined>;
  readonly #stop = new AbortController();
  readonly #asked: AbortSignal;
  readonly #leave: () => void;

  constructor(ms: number, clock: Clock, asked: AbortSignal) {
    this.#asked = asked;
    this.#leave = () => this.#stop.abort(asked.reason);
    if (asked.aborted) this.#leave();
    asked.addEventListener('abort', this.#leave, { once: true });
    this.#late = clock.sleep(ms, this.#stop.signal).then(
      () => undefined,
      () => undefined,
    );
  }

  /** For work that is of no use to anybody when it comes too late. */
  get signal(): AbortSignal {
    return this.#stop.signal;
  }

  /** The work's outcome; undefined when it was not there in time, or failed. The work itself goes on. */
  async wait<Value>(work: Promise<Value>): Promise<Value | undefined> {
    const outcome = await Promise.race([work.catch(() => undefined), this.#late]);
    this.#asked.throwIfAborted();
    return outcome;
  }

  /** Nobody waits any more. */
  end(): void {
    this.#asked.removeEventListener('abort', this.#leave);
    this.#stop.abort();
  }
}
