import { breathe } from '../../base/cancellation.ts';
import type { Clock } from '../../base/clock.ts';

/** What slows reading down. */
export interface PaceParts {
  readonly clock: Clock;
  /** Undefined where that cannot be known. */
  readonly isOnBattery: () => boolean | undefined;
}

/**
 * Keeps reading out of the way: it is cut into slices of a few milliseconds, between which questions are answered;
 * while the user types it rests; on battery it works a quarter of the time.
 */
export class Pace {
  readonly #parts: PaceParts;
  #sliceStart: number;
  #lastEdit = Number.NEGATIVE_INFINITY;
  #battery = { isUsed: false, until: Number.NEGATIVE_INFINITY };

  constructor(parts: PaceParts) {
    this.#parts = parts;
    this.#sliceStart = parts.clock.monotonicMs();
  }

  /** The user changed a document just now. */
  edited(): void {
    this.#lastEdit = this.#parts.clock.monotonicMs();
  }

  /** Reading begins now: what lies between it and the reading before was no work. */
  begin(): void {
    this.#sliceStart = this.#parts.clock.monotonicMs();
  }

  /** To be awaited between two files; rejects with the signal's reason when it is aborted. */
  async rest(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    const worked = clock.monotonicMs() - this.#sliceStart;
    if (worked < sliceMs) return;
    await breathe(signal);
    const begun = clock.monotonicMs();
    while (clock.monotonicMs() - this.#lastEdit < typingMs && clock.monotonicMs() - begun < longestRestMs)
      await clock.sleep(typingMs / 4, signal);
    if (this.#isOnBattery()) await clock.sleep(3 * Math.min(worked, longestWorkMs), signal);
    this.#sliceStart = clock.monotonicMs();
  }

  #isOnBattery(): boolean {
    const now = this.#parts.clock.monotonicMs();
    if (now >= this.#battery.until)
      this.#battery = { isUsed: this.#parts.isOnBattery() === true, until: now + batteryMs };
    return this.#battery.isUsed;
  }
}

/** A plug is pulled rarely. */
const batteryMs = 10_000;

const sliceMs = 8;
/** The parse of a large file; more is a machine that slept. */
const longestWorkMs = 1_000;
/** Someone who has not typed for so long is reading or thinking. */
const typingMs = 400;
/** Whoever types on and on gets an index all the same. */
const longestRestMs = 3_000;
