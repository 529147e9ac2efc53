/**
 * Trees that each ask the same question on a whole level ("oblivious", as in CatBoost: Prokhorenkova et al. 2018),
 * so that evaluating one is `depth` comparisons.
 */
export interface ObliviousTrees {
  readonly depth: number;
  readonly bias: number;
  /** Per tree and level: which feature is compared. */
  readonly features: ArrayLike<number>;
  /** Per tree and level: whether the feature is greater than this. */
  readonly thresholds: ArrayLike<number>;
  /** Per tree: 2^depth summands in log odds, times `leafScale`. */
  readonly leaves: ArrayLike<number>;
}

/** Leaves are kept as whole numbers: log odds times this. */
export const leafScale = 1_000;

/** The probability that these trees give to these features. */
export function probabilityOf(trees: ObliviousTrees, features: Float64Array): number {
  const { depth, leaves } = trees;
  const leafCount = 1 << depth;
  let sum = trees.bias * leafScale;
  for (let tree = 0, at = 0; tree * leafCount < leaves.length; tree++) {
    let leaf = 0;
    for (let level = 0; level < depth; level++, at++) {
      if ((features[trees.features[at] ?? 0] ?? 0) > (trees.thresholds[at] ?? 0)) leaf |= 1 << level;
    }
    sum += leaves[tree * leafCount + leaf] ?? 0;
  }
  return 1 / (1 + Math.exp(-sum / leafScale));
}
