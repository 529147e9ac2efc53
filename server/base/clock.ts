/** Time as the floors see it; tests pass a clock that they move by hand. */
export interface Clock {
  /** Milliseconds on a scale that never jumps; only differences mean something. */
  monotonicMs(): number;
  /** Milliseconds since 1970, for records that people read. */
  wallMs(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason as soon as it aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
