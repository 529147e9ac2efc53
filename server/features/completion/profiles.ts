/** How much is offered, the most first; `quiet` is what holds unless somebody says otherwise. */
export const profileNames = ['guided', 'balanced', 'quiet'] as const;

export type ProfileName = (typeof profileNames)[number];

/** What a profile means to the pipeline. */
export interface ProfileRules {
  /** Probability below which a text of the model of the user's own code is not shown. */
  readonly minimumConfidence: number;
  /** The same for models of others, where they tell how likely their text is; each counts in its own way. */
  readonly minimumProbability: number;
  /** The most lines of one suggestion; `completion.maxLines` can only lower it. */
  readonly maxLines: number;
  /** Where something may be offered while keystrokes follow each other faster than anybody reads. */
  readonly whileTypingFast: 'anywhere' | 'at-line-end';
}

/**
 * All that differs between profiles; nothing else asks for their names.
 *
 * The confidences are those at which `test/evaluation/embedded.md` measured what is offered as exactly right: 0.5
 * in 75 to 83 of 100 suggestions, 0.6 in 79 to 88, 0.7 in 86 to 92. The probabilities of others and the lines are
 * first values, for `npm run eval:completion` to correct.
 */
export const profiles: Readonly<Record<ProfileName, ProfileRules>> = {
  guided: {
    minimumConfidence: 0.5,
    minimumProbability: 0.3,
    maxLines: 3,
    whileTypingFast: 'anywhere',
  },
  balanced: {
    minimumConfidence: 0.6,
    minimumProbability: 0.4,
    maxLines: 12,
    whileTypingFast: 'anywhere',
  },
  quiet: {
    minimumConfidence: 0.7,
    minimumProbability: 0.5,
    maxLines: 20,
    whileTypingFast: 'at-line-end',
  },
};
