import { expect, test } from 'vitest';

import { confidenceTrees } from '../../server/embedded/confidence-trees.ts';
import { Candidate } from '../../server/embedded/evidence-table.ts';
import { featuresOf } from '../../server/embedded/features.ts';

const summary = { depth: 4, total: 5, distinct: 2 };
const situation = {
  summaries: [summary, summary, summary] as const,
  fitting: 1,
  rival: 0.2,
  rank: 0,
  tokenClass: 1,
  classBefore: 1,
  classTwoBefore: 7,
  typedLength: 2,
  isTyped: true,
  tokenLength: 5,
  column: 3,
  step: 1,
  presence: 2,
  popularity: 6,
  longerAround: 1,
  longerElsewhere: 3,
  onLine: 1,
  aboveAgrees: 2,
  lastSeen: 4,
  blankShare: 0.5,
  repeatsBelow: true,
  closesOwn: true,
  openOnLine: 1,
};

test('the learnt trees ask only about features that there are', () => {
  const { length } = featuresOf(new Candidate(), situation);
  expect(Math.max(...Array.from(confidenceTrees.features))).toBeLessThan(length);
});

test('the learnt trees have a leaf for every answer', () => {
  const { depth, features, thresholds, leaves } = confidenceTrees;
  expect(thresholds).toHaveLength(features.length);
  expect(leaves).toHaveLength((features.length / depth) * 2 ** depth);
});
