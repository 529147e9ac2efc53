import { type LineCase, truthOf } from './line-cases.ts';
import { type Guess, isExact, shownAt } from './line-completer.ts';

export interface Score {
  /** Share of the cursors at which something is shown. */
  readonly coverage: number;
  /** Share of what is shown that is right to the last character. */
  readonly exactness: number;
  /** Share of all characters to be written that exact suggestions would have written. */
  readonly charactersSaved: number;
}

export interface Scored {
  readonly lineCase: LineCase;
  readonly guess: Guess;
}

export function scoreAt(results: readonly Scored[], threshold: number): Score {
  let shown = 0;
  let exact = 0;
  let saved = 0;
  let characters = 0;
  for (const { lineCase, guess } of results) {
    const truth = truthOf(lineCase);
    characters += truth.length;
    const text = shownAt(guess, threshold);
    if (text === '') continue;
    shown += 1;
    if (!isExact(text, truth)) continue;
    exact += 1;
    saved += text.length;
  }
  return {
    coverage: shown / Math.max(1, results.length),
    exactness: exact / Math.max(1, shown),
    charactersSaved: saved / Math.max(1, characters),
  };
}

/** The score at the lowest threshold whose exactness is at least this. */
export function scoreAtExactness(results: readonly Scored[], exactness: number): Score | undefined {
  return sweep(results).find((score) => score.exactness >= exactness);
}

/** The score at the highest threshold whose coverage is at least this. */
export function scoreAtCoverage(results: readonly Scored[], coverage: number): Score | undefined {
  return sweep(results).findLast((score) => score.coverage >= coverage);
}

function sweep(results: readonly Scored[]): readonly Score[] {
  const thresholds = Array.from({ length: 99 }, (_, i) => 0.3 + i * 0.007);
  return thresholds.map((threshold) => scoreAt(results, threshold));
}
