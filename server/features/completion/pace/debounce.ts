/** What the wait before a question to a model depends on. */
export interface Pace {
  /** Milliseconds between keystrokes; undefined where the user has not typed enough yet. */
  readonly gapMs: number | undefined;
  /** Milliseconds until the model's first useful text; undefined where it was not asked yet. */
  readonly latencyMs: number | undefined;
  /** Whether the model runs on this machine. */
  readonly isLocal: boolean;
}

/**
 * How long an automatic request waits for the next keystroke before it asks a model, from 75 to 400 ms.
 *
 * What counts is by how many keystrokes the answer is outrun: latency divided by gap. An answer that is outrun by a
 * few still serves, since a generation goes on while the user types what it writes; the more there are, the less
 * likely that is, and the more questions are thrown away. So up to `few` the wait is the shortest, beyond `many` the
 * longest, and it grows evenly in between: slow models and fast typists wait longer. For a gap of 100 ms and a
 * latency of 300 ms that is 75 ms; for 100 ms and 1 s it is 319 ms, by which time the user has paused.
 * On this machine a question that is thrown away costs what the next one needs, so the wait grows earlier.
 */
export function debounceMs({ gapMs, latencyMs, isLocal }: Pace): number {
  const gap = Math.max(leastGapMs, gapMs ?? usualGapMs);
  const outrun = Math.max(0, latencyMs ?? usualLatencyMs) / gap;
  const { few, many } = isLocal ? localKeystrokes : remoteKeystrokes;
  const share = Math.min(1, Math.max(0, (outrun - few) / (many - few)));
  return Math.round(shortestMs + share * (longestMs - shortestMs));
}

/** Hardly felt, and keys that come in a burst fall into it. */
const shortestMs = 75;
/** Whoever pauses for longer waits for something to read. */
const longestMs = 400;
const remoteKeystrokes = { few: 4, many: 12 };
const localKeystrokes = { few: 3, many: 9 };
/** Of somebody who types 60 words a minute. */
const usualGapMs = 200;
/** Between what models of this machine and of others usually take. */
const usualLatencyMs = 500;
/** Nobody types faster; it keeps the division in bounds. */
const leastGapMs = 20;
