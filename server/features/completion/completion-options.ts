import type { ModeRules } from './completion-mode.ts';
import type { ProfileName } from './profiles.ts';

/** What the settings say about completion; `completionMode` reads from it what holds for one file. */
export interface CompletionOptions extends ModeRules {
  readonly enabled: boolean;
  readonly profile: ProfileName;
  /** Whether anything is offered in comments. */
  readonly comments: boolean;
  /** Probability from 0 to 1 below which nothing is offered; the profile's where nobody set one. */
  readonly minimumConfidence: number;
  /** The same for models of others that tell how likely their text is. */
  readonly minimumProbability: number;
  /** Whether the model of the user's own code answers where no other does. */
  readonly embedded: boolean;
  /** Lines a suggestion may have, at least 1; never more than the profile allows. */
  readonly maxLines: number;
  /** Which models may be asked what comes after a suggestion while it is still shown. */
  readonly speculate: 'off' | 'local';
}
