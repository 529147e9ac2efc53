import type { Clock } from '../base/clock.ts';

/** How long the parts of an answer may take, in ms. */
export interface Deadlines {
  /** From the request to the first sign that the model works. */
  readonly firstTokenMs: number;
  /** Between two such signs. */
  readonly idleMs: number;
  /** From the request to the end. */
  readonly totalMs: number;
}

export type MissedDeadline = 'first-token' | 'idle' | 'total';

/** Watches one answer. Invariant: `onMissed` is called at most once, and never after `stop`. */
export class DeadlineWatch {
  readonly #clock: Clock;
  readonly #deadlines: Deadlines;
  readonly #onMissed: (missed: MissedDeadline) => void;
  readonly #stopped = new AbortController();
  readonly #begun = new AbortController();
  #lastProgressMs = 0;

  constructor(clock: Clock, deadlines: Deadlines, onMissed: (missed: MissedDeadline) => void) {
    this.#clock = clock;
    this.#deadlines = deadlines;
    this.#onMissed = onMissed;
    this.#after(deadlines.firstTokenMs, this.#begun.signal, () => this.#missed('first-token'));
    this.#after(deadlines.totalMs, this.#stopped.signal, () => this.#missed('total'));
  }

  /** The model has shown that it works; cheap, because it is told of every token. */
  progressed(): void {
    this.#lastProgressMs = this.#clock.monotonicMs();
    if (this.#begun.signal.aborted) return;
    this.#begun.abort();
    this.#watchIdle(this.#deadlines.idleMs);
  }

  stop(): void {
    this.#stopped.abort();
    this.#begun.abort();
  }

  #watchIdle(waitMs: number): void {
    this.#after(waitMs, this.#stopped.signal, () => {
      const idleMs = this.#clock.monotonicMs() - this.#lastProgressMs;
      if (idleMs >= this.#deadlines.idleMs) this.#missed('idle');
      else this.#watchIdle(this.#deadlines.idleMs - idleMs);
    });
  }

  #missed(what: MissedDeadline): void {
    this.stop();
    this.#onMissed(what);
  }

  #after(ms: number, signal: AbortSignal, act: () => void): void {
    this.#clock.sleep(ms, signal).then(act, () => undefined);
  }
}
