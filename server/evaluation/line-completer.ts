import type { LineCase } from './line-cases.ts';

/** A guess: tokens as they would be inserted, each with the probability that it and all before it are right. */
export interface Guess {
  readonly pieces: readonly { readonly text: string; readonly confidence: number }[];
}

/** A model under evaluation. */
export interface LineCompleter {
  readonly name: string;
  /** Gets ready for guesses in this line, which may be asked at several cursors one after the other. */
  open(lineCase: LineCase): LineSession;
}

export interface LineSession {
  /** What comes at `cursor`, given what stands left of it and the lines below; single line. */
  guessAt(cursor: number): Guess;
  close(): void;
}

/** The part of a guess that is shown at this threshold. */
export function shownAt(guess: Guess, threshold: number): string {
  let text = '';
  for (const piece of guess.pieces) {
    if (piece.confidence < threshold) break;
    text += piece.text;
  }
  return text.trim().length < minimumLength ? '' : text;
}

/** Whether the whole text is what the writer wrote, and does not end inside one of the writer's words. */
export function isExact(text: string, truth: string): boolean {
  if (!truth.startsWith(text)) return false;
  return !(/[\w$]$/.test(text) && /^[\w$]/.test(truth.slice(text.length)));
}

/** UTF-16 units below which nothing is shown. */
const minimumLength = 4;
