import { leafScale, type ObliviousTrees } from '../../server/embedded/oblivious-trees.ts';

export interface Sample {
  readonly features: Float64Array;
  readonly isRight: boolean;
}

export interface BoostingOptions {
  readonly trees: number;
  readonly depth: number;
  readonly rate: number;
}

/**
 * Gradient boosting of oblivious trees on log loss, with features cut into quantile bins (Friedman 2001;
 * Prokhorenkova et al. 2018).
 */
export function boostTrees(samples: readonly Sample[], options: BoostingOptions): ObliviousTrees {
  const featureCount = samples[0]?.features.length ?? 0;
  const borders = Array.from({ length: featureCount }, (_, feature) => bordersOf(samples, feature));
  const binned = borders.map((cuts, feature) => binsOf(samples, feature, cuts));
  const labels = Uint8Array.from(samples, (sample) => (sample.isRight ? 1 : 0));
  const share = labels.reduce((sum, label) => sum + label, 0) / labels.length;
  const bias = Math.log(share / (1 - share));
  const scores = new Float64Array(samples.length).fill(bias);
  const result = {
    depth: options.depth,
    bias,
    features: [] as number[],
    thresholds: [] as number[],
    leaves: [] as number[],
  };
  for (let tree = 0; tree < options.trees; tree++) {
    const gradients = new Float64Array(samples.length);
    const weights = new Float64Array(samples.length);
    for (let i = 0; i < samples.length; i++) {
      const probability = 1 / (1 + Math.exp(-(scores[i] ?? 0)));
      gradients[i] = (labels[i] ?? 0) - probability;
      weights[i] = probability * (1 - probability);
    }
    growTree({ binned, borders, gradients, weights, scores }, options, result);
  }
  return result;
}

interface Growing {
  readonly binned: readonly Uint8Array[];
  readonly borders: readonly Float64Array[];
  readonly gradients: Float64Array;
  readonly weights: Float64Array;
  readonly scores: Float64Array;
}

function growTree(
  data: Growing,
  options: BoostingOptions,
  result: { features: number[]; thresholds: number[]; leaves: number[] },
): void {
  const leafOf = new Uint8Array(data.scores.length);
  for (let level = 0; level < options.depth; level++) {
    const split = bestSplit(data, leafOf, 1 << level);
    result.features.push(split.feature);
    result.thresholds.push(Number((data.borders[split.feature]?.[split.cut] ?? 0).toPrecision(6)));
    const bins = data.binned[split.feature] ?? new Uint8Array();
    for (let i = 0; i < leafOf.length; i++) {
      if ((bins[i] ?? 0) > split.cut) leafOf[i] = (leafOf[i] ?? 0) | (1 << level);
    }
  }
  const values = leafValues(data, leafOf, options);
  result.leaves.push(...values);
  for (let i = 0; i < leafOf.length; i++) {
    data.scores[i] = (data.scores[i] ?? 0) + (values[leafOf[i] ?? 0] ?? 0) / leafScale;
  }
}

/** One Newton step for each leaf, in units of the leaf scale. */
function leafValues(data: Growing, leafOf: Uint8Array, options: BoostingOptions): Float64Array {
  const { sums, totals } = sumsBy(1 << options.depth, leafOf, data);
  return sums.map((sum, leaf) =>
    Math.round((leafScale * options.rate * sum) / ((totals[leaf] ?? 0) + regularization)),
  );
}

/** Gradients and weights of the samples, summed by cell. */
function sumsBy(cells: number, cellOf: Uint8Array | Uint16Array, { gradients, weights }: Growing) {
  const sums = new Float64Array(cells);
  const totals = new Float64Array(cells);
  for (let i = 0; i < cellOf.length; i++) {
    const cell = cellOf[i] ?? 0;
    sums[cell] = (sums[cell] ?? 0) + (gradients[i] ?? 0);
    totals[cell] = (totals[cell] ?? 0) + (weights[i] ?? 0);
  }
  return { sums, totals };
}

function bestSplit(data: Growing, leafOf: Uint8Array, leaves: number) {
  const cells = new Uint16Array(leafOf.length);
  let best = { feature: 0, cut: 0, gain: -Infinity };
  for (const [feature, bins] of data.binned.entries()) {
    const cuts = data.borders[feature]?.length ?? 0;
    if (cuts === 0) continue;
    for (let i = 0; i < cells.length; i++) cells[i] = (leafOf[i] ?? 0) * maxBins + (bins[i] ?? 0);
    const { sums, totals } = sumsBy(leaves * maxBins, cells, data);
    const gains = gainsOf(sums, totals, leaves, cuts);
    for (const [cut, gain] of gains.entries()) if (gain > best.gain) best = { feature, cut, gain };
  }
  return best;
}

/** For each cut, the gain summed over all leaves, since they share the question. */
function gainsOf(sums: Float64Array, totals: Float64Array, leaves: number, cuts: number): Float64Array {
  const gains = new Float64Array(cuts);
  for (let leaf = 0; leaf < leaves; leaf++) {
    let allSum = 0;
    let allTotal = 0;
    for (let bin = 0; bin <= cuts; bin++) {
      allSum += sums[leaf * maxBins + bin] ?? 0;
      allTotal += totals[leaf * maxBins + bin] ?? 0;
    }
    let sum = 0;
    let total = 0;
    for (let cut = 0; cut < cuts; cut++) {
      sum += sums[leaf * maxBins + cut] ?? 0;
      total += totals[leaf * maxBins + cut] ?? 0;
      const left = sum ** 2 / (total + regularization);
      const right = (allSum - sum) ** 2 / (allTotal - total + regularization);
      gains[cut] = (gains[cut] ?? 0) + left + right;
    }
  }
  return gains;
}

function bordersOf(samples: readonly Sample[], feature: number): Float64Array {
  const values = Float64Array.from(samples, (sample) => sample.features[feature] ?? 0).sort();
  const borders = new Set<number>();
  for (let bin = 1; bin < maxBins; bin++) {
    const at = Math.floor((bin * values.length) / maxBins);
    const value = values[at] ?? 0;
    const next = values.subarray(at).find((other) => other > value);
    if (next !== undefined) borders.add(Number(((value + next) / 2).toPrecision(6)));
  }
  return Float64Array.from(borders).sort();
}

function binsOf(samples: readonly Sample[], feature: number, cuts: Float64Array): Uint8Array {
  return Uint8Array.from(samples, (sample) => {
    const value = sample.features[feature] ?? 0;
    let low = 0;
    let high = cuts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (value > (cuts[middle] ?? 0)) low = middle + 1;
      else high = middle;
    }
    return low;
  });
}

const maxBins = 64;
const regularization = 3;
