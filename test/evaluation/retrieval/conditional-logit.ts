/** Things of which one was chosen, each by its features. */
export interface Choice {
  readonly options: readonly (readonly number[])[];
  readonly chosen: number;
}

/**
 * Weights under which the options that were chosen are likely: a conditional logit (McFadden 1974), by gradient ascent
 * on the mean log likelihood less a quarter of a hundredth of the squared weights. Convex, so the start is no matter.
 */
export function learnChoices(choices: readonly Choice[], features: number): readonly number[] {
  let weights = new Array<number>(features).fill(0);
  for (let step = 0; step < steps; step++) {
    const gradient = gradientAt(choices, weights);
    const rate = firstRate / (1 + step / slowing);
    weights = weights.map((weight, at) => weight + rate * ((gradient[at] ?? 0) - decay * weight));
  }
  return weights;
}

function scoreOf(features: readonly number[], weights: readonly number[]): number {
  return features.reduce((sum, feature, at) => sum + feature * (weights[at] ?? 0), 0);
}

/** The place of what was chosen among the options, counted from 1; equal ones count as better. */
export function rankOfChosen({ options, chosen }: Choice, weights: readonly number[]): number {
  const scores = options.map((features) => scoreOf(features, weights));
  const own = scores[chosen] ?? Number.NEGATIVE_INFINITY;
  return scores.filter((score) => score >= own).length;
}

function gradientAt(choices: readonly Choice[], weights: readonly number[]): readonly number[] {
  const gradient = weights.map(() => 0);
  for (const { options, chosen } of choices) {
    const scores = options.map((features) => scoreOf(features, weights));
    const highest = Math.max(...scores);
    const odds = scores.map((score) => Math.exp(score - highest));
    const total = odds.reduce((sum, each) => sum + each, 0);
    for (const [option, features] of options.entries()) {
      const surprise = ((option === chosen ? 1 : 0) - (odds[option] ?? 0) / total) / choices.length;
      for (const [at, feature] of features.entries()) gradient[at] = (gradient[at] ?? 0) + surprise * feature;
    }
  }
  return gradient;
}

const steps = 3_000;
const firstRate = 2;
const slowing = 500;
const decay = 0.005;
