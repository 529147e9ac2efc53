import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { neverAborted } from '../../server/base/cancellation.ts';
import { buildCorpusSegment } from '../../server/embedded/corpus-segment.ts';
import { languageFamilyOf } from '../../server/embedded/language-family.ts';
import { type ObliviousTrees, probabilityOf } from '../../server/embedded/oblivious-trees.ts';
import { type LineCase, pickLineCases } from '../../server/evaluation/line-cases.ts';
import { seededRandom, shuffled } from '../../server/evaluation/seeded-random.ts';
import { boostTrees, type Sample } from './boosted-trees.ts';
import { confidenceSamples } from './confidence-samples.ts';
import { type SourceSet, sourceFilesOf } from './fetch-sources.ts';
import { trainingSets } from './source-sets.ts';

/**
 * Learns what the model's evidence is worth, on other people's code, and writes `server/embedded/confidence-trees.ts`.
 * Run it after every change of the features: `npx tsx test/evaluation/train-confidence.ts` (about four minutes).
 */
const root = join(import.meta.dirname, '..', '..');
const casesPerSet = 2_500;
const options = { trees: 180, depth: 6, rate: 0.12 };

const samples: Sample[] = [];
for (const set of trainingSets) {
  samples.push(...(await samplesOf(set)));
  process.stdout.write(`${set.name}: ${samples.length} samples so far\n`);
}
const held = samples.filter((_, i) => isHeldOut(i));
const trees = boostTrees(
  samples.filter((_, i) => !isHeldOut(i)),
  options,
);
process.stdout.write(`log loss on a tenth held out: ${logLoss(trees, held).toFixed(4)}\n`);
await writeFile(
  join(root, 'server', 'embedded', 'confidence-trees.ts'),
  `import type { ObliviousTrees } from './oblivious-trees.ts';

/** Learnt by test/evaluation/train-confidence.ts; run it again to renew this file. */
// biome-ignore format: generated
export const confidenceTrees: ObliviousTrees = ${JSON.stringify(trees)};
`,
);

async function samplesOf(set: SourceSet): Promise<readonly Sample[]> {
  const files = shuffled(await sourceFilesOf(set, join(root, '.cache', 'eval')), seededRandom(3));
  const heldOut = files.slice(0, Math.max(3, Math.round(files.length * 0.2)));
  const family = languageFamilyOf(`file.${set.extensions[0]}`);
  const segment = await buildCorpusSegment(family, files.slice(heldOut.length), neverAborted);
  const random = seededRandom(4);
  const cases = pickLineCases(heldOut, casesPerSet, random).map((lineCase, i) =>
    i % 3 === 2 ? insideWord(lineCase, random) : lineCase,
  );
  return confidenceSamples(segment, cases);
}

/** By blocks, because neighbours are about the same line. */
function isHeldOut(index: number): boolean {
  return Math.floor(index / 2_000) % 10 === 0;
}

function logLoss(model: ObliviousTrees, list: readonly Sample[]): number {
  const losses = list.map(({ features, isRight }) => {
    const probability = probabilityOf(model, features);
    return -Math.log(isRight ? probability : 1 - probability);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / Math.max(1, losses.length);
}

/** The same line with the start of its next word typed. */
function insideWord(lineCase: LineCase, random: () => number): LineCase {
  const rest = lineCase.file.text.slice(lineCase.cursor, lineCase.lineEnd);
  const word = /[A-Za-z_$][\w$]{2,}/.exec(rest);
  if (word === null) return lineCase;
  const typed = 1 + Math.floor(random() * Math.min(4, word[0].length - 1));
  return { ...lineCase, cursor: lineCase.cursor + word.index + typed };
}
