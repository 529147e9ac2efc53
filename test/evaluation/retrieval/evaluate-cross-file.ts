import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { systemClock } from '../../../server/host/system-clock.ts';
import { learnChoices } from './conditional-logit.ts';
import { askCrossFile, type CrossFileResult } from './cross-file.ts';
import { crossFileCasesOf } from './cross-file-cases.ts';
import { crossFileCsv, crossFilePage } from './cross-file-page.ts';
import type { EvaluationFolders } from './evaluation-folders.ts';
import { openRepository } from './open-repository.ts';

/** Finds the definition of the name that comes next at a cursor. */
export async function evaluateCrossFile({
  shared,
  histories,
  wants,
  isPartial,
}: EvaluationFolders): Promise<void> {
  const cases = (await crossFileCasesOf(shared)).filter(({ repository }) => wants(repository));
  const results: CrossFileResult[] = [];
  for (const repository of [...new Set(cases.map((one) => one.repository))]) {
    const own = cases.filter((one) => one.repository === repository);
    const started = systemClock.monotonicMs();
    const opened = await openRepository(histories, { repository, commit: own[0]?.commit ?? '' });
    if (opened === undefined) continue;
    for (const one of own) results.push(await askCrossFile(opened, one));
    const seconds = Math.round((systemClock.monotonicMs() - started) / 1_000);
    process.stderr.write(`cross-file ${repository}: ${own.length} cases, ${seconds} s\n`);
  }
  const asked = new Set(results.map(({ crossFileCase }) => crossFileCase.id));
  const missing = cases.map(({ id }) => id).filter((id) => !asked.has(id));
  const page = crossFilePage(results, missing, learnChoices);
  process.stdout.write(`${page}\n`);
  if (isPartial) return;
  await writeFile(join(import.meta.dirname, 'cross-file.md'), page);
  await writeFile(join(import.meta.dirname, 'cross-file.csv'), crossFileCsv(results));
}
