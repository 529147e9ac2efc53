import { type LineCase, truthOf } from './line-cases.ts';
import { type Guess, isExact, type LineSession, shownAt } from './line-completer.ts';

/** What an ideal typist who takes only entirely right suggestions was shown and saved. */
export interface TypingResult {
  readonly shown: number;
  readonly accepted: number;
  readonly keystrokesSaved: number;
  readonly characters: number;
}

/** Guesses at every character of a line from its cursor on; they do not depend on the threshold. */
export function guessesAlong(lineCase: LineCase, session: LineSession): readonly Guess[] {
  const guesses: Guess[] = [];
  for (let cursor = lineCase.cursor; cursor < lineCase.lineEnd; cursor++)
    guesses.push(session.guessAt(cursor));
  return guesses;
}

/**
 * Types the line: a suggestion that is entirely right is taken at once, for one key; another stays as long as the
 * typed characters agree with it.
 */
export function simulateTyping(
  lineCase: LineCase,
  guesses: readonly Guess[],
  threshold: number,
): TypingResult {
  const truth = truthOf(lineCase);
  const result = { shown: 0, accepted: 0, keystrokesSaved: 0, characters: truth.length };
  let standing = '';
  for (let typed = 0; typed < truth.length; ) {
    if (standing.length > 1 && standing[0] === truth[typed - 1]) standing = standing.slice(1);
    else {
      standing = shownAt(guesses[typed] ?? { pieces: [] }, threshold);
      if (standing !== '') result.shown += 1;
    }
    if (standing !== '' && isExact(standing, truth.slice(typed))) {
      result.accepted += 1;
      result.keystrokesSaved += standing.length - 1;
      typed += standing.length;
      standing = '';
    } else {
      typed += 1;
    }
  }
  return result;
}
