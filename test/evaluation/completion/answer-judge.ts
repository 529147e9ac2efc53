import type { Answer } from './case-results.ts';
import { type Hole, truthOf } from './holes.ts';
import type { ParseCheck } from './parse-check.ts';
import { type Insertion, scoreOf, textAfter } from './score-text.ts';

/** Compares what is shown with what the author wrote. */
export class Judge {
  readonly #parse: ParseCheck;

  constructor(parse: ParseCheck) {
    this.#parse = parse;
  }

  answer(hole: Hole, insertion: Insertion): Answer {
    const { text } = insertion;
    // Where nothing is missing, whatever is shown is wrong.
    const score =
      truthOf(hole) === ''
        ? { isExact: false, isRightSoFar: false, similarity: 0 }
        : scoreOf(hole, insertion);
    const isValid = score.isExact || this.#parse.isValid(textAfter(hole, insertion), hole.file.text);
    return { kind: 'shown', text, ...score, isValid };
  }
}

/** Nothing is shown, and why. */
export function silent(reason: string): Answer {
  return { kind: 'silent', reason };
}
