import { expect, test } from 'vitest';

import { probabilityOf } from '../../server/embedded/oblivious-trees.ts';
import { seededRandom } from '../../server/evaluation/seeded-random.ts';
import { boostTrees } from './boosted-trees.ts';

function samplesOf(probability: (x: number, y: number) => number, count: number) {
  const random = seededRandom(9);
  return Array.from({ length: count }, () => {
    const [x, y] = [random(), random()];
    return { features: Float64Array.of(x, y), isRight: random() < probability(x, y) };
  });
}

const options = { trees: 40, depth: 3, rate: 0.3 };

test('learns a rule of two features', () => {
  const trees = boostTrees(
    samplesOf((x, y) => (x > 0.5 !== y > 0.5 ? 1 : 0), 2_000),
    options,
  );
  expect(probabilityOf(trees, Float64Array.of(0.9, 0.1))).toBeGreaterThan(0.95);
  expect(probabilityOf(trees, Float64Array.of(0.9, 0.9))).toBeLessThan(0.05);
});

test('gives chances as probabilities, not as verdicts', () => {
  const trees = boostTrees(
    samplesOf((x) => (x > 0.5 ? 0.8 : 0.3), 8_000),
    { ...options, trees: 15, depth: 2 },
  );
  expect(probabilityOf(trees, Float64Array.of(0.9, 0.5))).toBeCloseTo(0.8, 1);
  expect(probabilityOf(trees, Float64Array.of(0.1, 0.5))).toBeCloseTo(0.3, 1);
});

test('the same samples give the same trees', () => {
  const samples = samplesOf((x) => x, 500);
  expect(boostTrees(samples, options)).toEqual(boostTrees(samples, options));
});
