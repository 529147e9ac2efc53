import { confidenceTrees } from './confidence-trees.ts';
import { type ObliviousTrees, probabilityOf } from './oblivious-trees.ts';

/** The probability, as learnt offline on other people's code, that a candidate with these features is right. */
export function confidenceOf(features: Float64Array): number {
  return probabilityOf(packedTrees, features);
}

const packedTrees = packed(confidenceTrees);

function packed(trees: ObliviousTrees): ObliviousTrees {
  return {
    ...trees,
    features: Uint8Array.from(trees.features),
    thresholds: Float64Array.from(trees.thresholds),
    leaves: Int16Array.from(trees.leaves),
  };
}
