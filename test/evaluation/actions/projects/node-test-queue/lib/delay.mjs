/** The pause before the next attempt, in milliseconds. */
export function backoff(attempt, base = 100) {
  if (attempt < 1) throw new RangeError('attempts are counted from 1');
  return Math.min(10_000, base * 2 ** (attempt - 1));
}
