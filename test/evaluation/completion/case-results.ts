import type { Hole, HoleKind } from './holes.ts';
import type { NoiseKind } from './noise.ts';
import type { ModelCost } from './synthetic-model.ts';

/**
 * Who answers: the embedded model alone; the synthetic replies through the pipeline; both, as the server does it where
 * a model is set; the same replies as they come, without any pipeline.
 */
export const answerSets = ['embedded', 'synthetic', 'both', 'raw'] as const;
export type AnswerSet = (typeof answerSets)[number];

/** What came of one hole in one set. */
export type Answer =
  | { readonly kind: 'silent'; readonly reason: string }
  | {
      readonly kind: 'shown';
      readonly text: string;
      readonly isExact: boolean;
      /** What is missing begins with it, or it is exact: right as far as it goes. */
      readonly isRightSoFar: boolean;
      /** From 0 to 1. */
      readonly similarity: number;
      /** The parser finds no more faults in the file than in the true one. */
      readonly isValid: boolean;
    };

export interface CaseResult {
  readonly hole: Hole;
  /** What is wrong with the synthetic reply. */
  readonly noise: NoiseKind;
  readonly answers: Readonly<Record<AnswerSet, Answer>>;
}

/** What leaving a filter out does to one reply. */
export interface FilterEffect {
  readonly filter: string;
  readonly isSilenceRight: boolean;
  readonly withIt: Answer;
  readonly withoutIt: Answer;
}

/** A hole that was typed, character by character, into the pipeline with both. */
export interface TypedHole {
  readonly kind: HoleKind;
  readonly keystrokes: number;
  readonly requests: number;
  /** Keystrokes that had a suggestion on screen before the next one came. */
  readonly served: number;
}

export interface RepositoryResults {
  readonly repository: string;
  readonly learntCharacters: number;
  readonly cases: readonly CaseResult[];
  readonly effects: readonly FilterEffect[];
  readonly typed: readonly TypedHole[];
  /** What the synthetic model was asked, by set. */
  readonly costs: Readonly<Record<'synthetic' | 'both', ModelCost>>;
}
