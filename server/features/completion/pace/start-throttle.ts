import type { Clock } from '../../../base/clock.ts';
import { documentKey } from '../../../base/document-key.ts';
import type { TextDocument } from '../../../base/text-document.ts';

/** A generation that somebody would like to start. */
export interface Start {
  readonly model: { readonly name: string; readonly isLocal: boolean };
  readonly document: TextDocument;
  readonly offset: number;
  /** `invoked` passes at once; `speculative`, for a text that nobody has asked for yet, lets all others go first. */
  readonly trigger: 'invoked' | 'automatic' | 'speculative';
}

/** `superseded`: another place of the document is asked about, so this one is not to be started. */
export type Turn =
  | {
      readonly kind: 'ready';
      /** To be called when the generation has ended, or at once if none was started; more calls do nothing. */
      readonly ended: () => void;
    }
  | { readonly kind: 'superseded' };

interface Waiter {
  readonly start: Start;
  readonly tell: (turn: Turn) => void;
}

/**
 * Lets generations start one after the other: one per 250 ms, and on models of this machine one at a time.
 *
 * Requests about the same keystroke (the popup's and the ghost text's) get their turn together; the first starts a
 * generation, and the others find it there.
 * Invariant: those who wait are in the order in which they came, at most one place of each document among them.
 */
export class StartThrottle {
  readonly #clock: Clock;
  #waiters: readonly Waiter[] = [];
  #localRunning = 0;
  #lastStartMs = Number.NEGATIVE_INFINITY;
  /** The place whose turn was given last; another request about it finds there what was started. */
  #lastStart: Start | undefined;
  /** Ends the sleep until the next start is due; undefined while nobody waits for that. */
  #alarm: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when the generation may start; rejects with the signal's reason when the asker leaves first. */
  ready(start: Start, signal: AbortSignal): Promise<Turn> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (
      start.trigger === 'speculative' &&
      this.#waiters.some((waiter) => isSameDocument(waiter.start, start))
    )
      return Promise.resolve({ kind: 'superseded' });
    this.#supersede(start);
    if (this.#isJustGiven(start)) return Promise.resolve(this.#turnOf(start));
    if (start.trigger === 'invoked') {
      this.#begins(start);
      return Promise.resolve(this.#turnOf(start));
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#leave(waiter);
        reject(signal.reason);
      };
      const tell = (turn: Turn) => {
        signal.removeEventListener('abort', leave);
        resolve(turn);
      };
      const waiter = { start, tell };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiters = [...this.#waiters, waiter];
      this.#letGo();
    });
  }

  /** How many requests wait for their turn. */
  get waiting(): number {
    return this.#waiters.length;
  }

  #begins(start: Start): void {
    this.#lastStart = start;
    this.#lastStartMs = this.#clock.monotonicMs();
  }

  #isJustGiven(start: Start): boolean {
    const isRecent = this.#clock.monotonicMs() - this.#lastStartMs < leastBetweenMs;
    return isRecent && this.#lastStart !== undefined && isSamePlace(this.#lastStart, start);
  }

  #supersede(newest: Start): void {
    const older = this.#waiters.filter(
      ({ start }) => isSameDocument(start, newest) && !isSamePlace(start, newest),
    );
    this.#waiters = this.#waiters.filter((waiter) => !older.includes(waiter));
    for (const { tell } of older) tell({ kind: 'superseded' });
  }

  #leave(waiter: Waiter): void {
    this.#waiters = this.#waiters.filter((other) => other !== waiter);
    if (this.#waiters.length === 0) this.#alarm?.abort();
  }

  /** Gives the first who may start their turn, or sets the alarm for the time when they may. */
  #letGo(): void {
    const able = this.#waiters.filter(({ start }) => !start.model.isLocal || this.#localRunning === 0);
    const next = able.find(({ start }) => start.trigger !== 'speculative') ?? able[0];
    if (next === undefined) return;
    const nowMs = this.#clock.monotonicMs();
    const dueMs = this.#lastStartMs + leastBetweenMs;
    if (nowMs < dueMs) {
      this.#letGoIn(dueMs - nowMs);
      return;
    }
    this.#begins(next.start);
    const together = this.#waiters.filter(({ start }) => isSamePlace(start, next.start));
    this.#waiters = this.#waiters.filter((waiter) => !together.includes(waiter));
    for (const { start, tell } of together) tell(this.#turnOf(start));
    this.#letGo();
  }

  #letGoIn(ms: number): void {
    if (this.#alarm !== undefined) return;
    const alarm = new AbortController();
    this.#alarm = alarm;
    this.#clock
      .sleep(ms, alarm.signal)
      .catch(() => undefined)
      .finally(() => {
        this.#alarm = undefined;
        this.#letGo();
      });
  }

  #turnOf({ model }: Start): Turn {
    if (!model.isLocal) return { kind: 'ready', ended: () => undefined };
    this.#localRunning += 1;
    let hasEnded = false;
    const ended = () => {
      if (hasEnded) return;
      hasEnded = true;
      this.#localRunning -= 1;
      this.#letGo();
    };
    return { kind: 'ready', ended };
  }
}

/** Whether two generations are of one document. */
export function isSameDocument(one: Start, other: Start): boolean {
  return documentKey(one.document.uri) === documentKey(other.document.uri);
}

/** Versions tell texts apart where an editor keeps them; the same snapshot is the same place in any case. */
export function isSamePlace(one: Start, other: Start): boolean {
  const isSameText = one.document === other.document || one.document.version === other.document.version;
  return isSameDocument(one, other) && isSameText && one.offset === other.offset;
}

const leastBetweenMs = 250;
