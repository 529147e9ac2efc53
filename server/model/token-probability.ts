/**
 * How sure a model was of a text: the geometric mean of its tokens' probabilities, piece by piece.
 * Invariant: between 0 and 1, however long the text is.
 */
export class TokenProbability {
  #logSum = 0;
  #count = 0;

  /** A piece of text without a probability counts for nothing. */
  add(probability: number | undefined): void {
    if (probability === undefined || !(probability > 0) || probability > 1) return;
    this.#logSum += Math.log(probability);
    this.#count += 1;
  }

  /** Undefined before the first piece that had one. */
  get mean(): number | undefined {
    return this.#count === 0 ? undefined : Math.exp(this.#logSum / this.#count);
  }
}

/** The probability of a piece by the logarithms that a server gives for its tokens; undefined where it gives none. */
export function pieceProbability(
  logarithms: readonly (number | null | undefined)[],
): { readonly probability: number } | undefined {
  const given = logarithms.filter((each) => typeof each === 'number' && each <= 0);
  if (given.length === 0) return undefined;
  const sum = given.reduce<number>((total, each) => total + (each ?? 0), 0);
  return { probability: Math.exp(sum / given.length) };
}
