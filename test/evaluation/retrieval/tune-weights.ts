import type { FileWeights } from '../../../server/context/ranking/file-ranking.ts';
import { byWeights, type PreparedCase } from './first-ranks.ts';

/** The values tried of each weight. */
const grid: Readonly<Record<keyof FileWeights, readonly number[]>> = {
  threeBest: [0, 0.25, 0.5],
  coverage: [0, 0.25, 0.5, 1],
  name: [0, 0.15, 0.3, 0.5],
  path: [0.5, 0.75, 1, 1.3],
  mention: [0, 0.3, 0.6, 1],
  recent: [0, 0.2, 0.4, 0.6],
  partRecent: [0, 0.1, 0.2, 0.3],
  past: [0, 0.2, 0.4, 0.6],
  folderPast: [0, 0.1, 0.2, 0.3],
  history: [0, 0.2, 0.4, 0.6],
  symbol: [0, 0.1, 0.2, 0.4],
  testFactor: [0.3, 0.4, 0.5],
  otherFactor: [0.05, 0.1, 0.3],
  declarationFactor: [0.3, 0.5, 1],
};

/**
 * Where every search starts: as little as possible beside the text. Starting from the defaults would let what they
 * know of a repository through to the weights that are to be learnt without it.
 */
const start: FileWeights = {
  threeBest: 0,
  coverage: 0,
  name: 0,
  path: 0.5,
  mention: 0,
  recent: 0,
  partRecent: 0,
  past: 0,
  folderPast: 0,
  history: 0,
  symbol: 0,
  testFactor: 0.5,
  otherFactor: 0.3,
  declarationFactor: 1,
};

/** Goes through the weights one by one, three times, and takes of each the value that is worth most on these cases. */
export function tuneWeights(cases: readonly PreparedCase[]): FileWeights {
  let best = { weights: start, worth: worthOf(cases, start) };
  for (let round = 0; round < 3; round++) {
    for (const [name, values] of Object.entries(grid)) {
      for (const value of values) {
        const weights = { ...best.weights, [name]: value };
        const worth = worthOf(cases, weights);
        if (worth > best.worth + leastGain) best = { weights, worth };
      }
    }
  }
  return best.weights;
}

/** Weights of one for each repository, learnt on the cases of all the others. */
export function tuneWithoutEach(cases: readonly PreparedCase[]): ReadonlyMap<string, FileWeights> {
  const repositories = [...new Set(cases.map((one) => one.repository))];
  return new Map(
    repositories.map((left) => [left, tuneWeights(cases.filter((one) => one.repository !== left))]),
  );
}

/** Hits at 1, 5 and 10, the mean over repositories, so that a gain in many counts more than one in a large one. */
function worthOf(cases: readonly PreparedCase[], weights: FileWeights): number {
  const rankOf = byWeights(weights);
  const byRepository = new Map<string, { sum: number; count: number }>();
  for (const one of cases) {
    const key = `${one.task} ${one.repository}`;
    const known = byRepository.get(key) ?? { sum: 0, count: 0 };
    const rank = rankOf(one);
    known.sum += (rank <= 1 ? 1 : 0) + (rank <= 5 ? 0.7 : 0) + (rank <= 10 ? 0.5 : 0) + 0.3 / rank;
    known.count += 1;
    byRepository.set(key, known);
  }
  let sum = 0;
  let total = 0;
  for (const [key, found] of byRepository) {
    const weight = key.startsWith('issue') ? shareOfIssues : 1;
    sum += (weight * found.sum) / found.count;
    total += weight;
  }
  return sum / total;
}

const leastGain = 1e-4;
/** The repositories of the issues have 3 to 17 cases each, those of the commits 150. */
const shareOfIssues = 0.3;
