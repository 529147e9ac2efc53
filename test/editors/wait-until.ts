import { setTimeout as pause } from 'node:timers/promises';

/** What to wait for. */
export interface Expectation<T> {
  /** Completes the sentence "gave up waiting for …". */
  readonly what: string;
  /** The value once it is there, `undefined` until then. */
  readonly look: () => T | undefined | Promise<T | undefined>;
  /** What there was instead; printed when the wait is given up. */
  readonly instead: () => string | Promise<string>;
  /** Done once a second while the value is not there, as a person would try again. */
  readonly tryAgain?: () => void | Promise<void>;
  /** Default 20 000. */
  readonly limitMs?: number;
}

/** Looks every 50 ms until a value is there; throws with what there was instead when the limit is over. */
export async function waitUntil<T>(expectation: Expectation<T>): Promise<T> {
  const { what, look, instead, tryAgain, limitMs = 20_000 } = expectation;
  const end = Date.now() + limitMs;
  for (let looks = 1; Date.now() < end; looks += 1) {
    const value = await look();
    if (value !== undefined) return value;
    if (looks % 20 === 0) await tryAgain?.();
    await pause(50);
  }
  throw new Error(`gave up waiting for ${what}; instead:\n${await instead()}`);
}
