/** What the settings say about completion. */
export interface CompletionOptions {
  readonly enabled: boolean;
  /** Language ids, as editors name them, in which nothing is offered. */
  readonly disabledLanguages: readonly string[];
  /** Probability from 0 to 1 below which nothing is offered. */
  readonly minimumConfidence: number;
  /** Whether the model of the user's own code answers where no other does. */
  readonly embedded: boolean;
  /** Lines a suggestion may have, at least 1. */
  readonly maxLines: number;
}
