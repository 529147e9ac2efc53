/**
 * The line at which a text begins to repeat itself, when its last line is `last`: the same one to six lines stand
 * there for the third time. Undefined when they do not. Lines without letters, such as brackets, do not count.
 */
export function repeatedSince(lines: readonly string[], last: number): number | undefined {
  for (let period = 1; period <= maxPeriod; period++) {
    const start = last + 1 - 3 * period;
    if (start < 0) return undefined;
    if (!holdsWords(lines.slice(start, start + period))) continue;
    if (isPeriodic(lines, start + period, last, period)) return start + period;
  }
  return undefined;
}

/** Whether each line from `from` to `to` is the one `period` lines before it. */
export function isPeriodic(lines: readonly string[], from: number, to: number, period: number): boolean {
  for (let line = to; line >= from; line--) {
    if (lines[line]?.trimEnd() !== lines[line - period]?.trimEnd()) return false;
  }
  return true;
}

/** Whether some line has a word. */
export function holdsWords(lines: readonly string[]): boolean {
  return lines.some((line) => /\p{L}{2}/u.test(line));
}

const maxPeriod = 6;
