import type { Clock } from '../base/clock.ts';

import type { ModelError } from './model-error.ts';

/** How an endpoint or a model stands: asked as usual, or left alone for a while. */
export interface Pause {
  /** Milliseconds from now; at least 1. */
  readonly remainingMs: number;
  readonly error: ModelError;
}

/** The leave to send one request; exactly one of its reports must be called. */
export interface Entry {
  readonly kind: 'entry';
  succeeded(): void;
  /** The request failed; `key` says for what: the endpoint or one model there. */
  failed(key: string, error: ModelError): void;
  /** It was given up, or says nothing of the endpoint: if it was a probe, the next request is one. */
  released(): void;
}

/**
 * A circuit breaker for each endpoint and model, shared by everything that asks there (Nygard, "Release It!", 2007),
 * and the keeper of what `Retry-After` asked for. After failures in a row, or at once after a failure that cannot
 * pass by itself, an endpoint is left alone; then one request probes it while the others still wait.
 * Invariant: within a pause no request enters; behind it at most one until its outcome is known.
 */
export class EndpointHealth {
  readonly #clock: Clock;
  readonly #states = new Map<string, State>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The leave for a request that all these keys speak of, or the first pause among them. */
  enter(keys: readonly string[]): Entry | { readonly kind: 'pause'; readonly pause: Pause } {
    const pause = keys.map((key) => this.pauseOf(key)).find((each) => each !== undefined);
    if (pause !== undefined) return { kind: 'pause', pause };
    const probed = keys
      .flatMap((key) => this.#states.get(key) ?? [])
      .filter(({ error }) => error !== undefined);
    const until = this.#clock.monotonicMs() + probeMs;
    for (const state of probed) state.pausedUntil = until;
    // What another request has found out meanwhile stays.
    const released = () => {
      for (const state of probed) if (state.pausedUntil === until) state.pausedUntil = 0;
    };
    return {
      kind: 'entry',
      succeeded: () => {
        released();
        for (const key of keys) if (this.pauseOf(key) === undefined) this.#states.delete(key);
      },
      failed: (key, error) => {
        released();
        this.#failed(key, error);
      },
      released,
    };
  }

  /** Whether the endpoint is left alone now, without asking to enter. */
  pauseOf(key: string): Pause | undefined {
    const state = this.#states.get(key);
    const remainingMs = Math.ceil((state?.pausedUntil ?? 0) - this.#clock.monotonicMs());
    return state?.error !== undefined && remainingMs > 0 ? { remainingMs, error: state.error } : undefined;
  }

  #failed(key: string, error: ModelError): void {
    if (error.health === 'once') return;
    const state = this.#states.get(key) ?? { failures: 0, pausedUntil: 0, error: undefined };
    state.failures += 1;
    if (error.health === 'pause' || state.failures >= failuresBeforePause) {
      state.failures = Math.max(failuresBeforePause, state.failures);
      state.pausedUntil = this.#clock.monotonicMs() + pauseMs(error);
      state.error = error;
    }
    this.#states.set(key, state);
  }
}

interface State {
  failures: number;
  pausedUntil: number;
  error: ModelError | undefined;
}

function pauseMs({ kind, retryAfterMs }: ModelError): number {
  switch (kind) {
    case 'rate-limited':
    case 'overloaded':
    case 'loading':
      return Math.min(longestPauseMs, retryAfterMs ?? standardWaitMs[kind]);
    case 'auth':
    case 'forbidden':
    case 'not-found':
    case 'quota':
    case 'certificate':
    case 'redirected':
      return longestPauseMs;
    default:
      return probeMs;
  }
}

const standardWaitMs = { 'rate-limited': 5_000, overloaded: 5_000, loading: 2_000 } as const;
const failuresBeforePause = 5;
const probeMs = 30_000;
/** What cannot pass by itself is tried again after this, and at once when the settings change. */
const longestPauseMs = 10 * 60_000;
