import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { defaultFileWeights } from '../../../server/context/ranking/file-ranking.ts';
import type { EvaluationFolders } from './evaluation-folders.ts';
import { byWeights, type PreparedCase, prepared } from './first-ranks.ts';
import { gatherEvidence } from './gather-evidence.ts';
import { hitsOf } from './hit-rates.ts';
import { casesOf, historyFolderOf, type Task, tasks } from './retrieval-cases.ts';
import { retrievalCsv, retrievalPage, type TaskResults } from './retrieval-page.ts';
import { tuneWeights, tuneWithoutEach } from './tune-weights.ts';

/** Finds files by words: issues and commit messages. */
export async function evaluateFiles(folders: EvaluationFolders): Promise<void> {
  const results: TaskResults[] = [];
  for (const task of tasks) results.push(await resultsOf(task, folders));
  if (folders.isPartial) return;
  const all = results.flatMap((result) => result.cases);
  const page = retrievalPage(results, tuneWithoutEach(all), tuneWeights(all));
  process.stdout.write(`${page}\n`);
  await writeFile(join(import.meta.dirname, '..', 'retrieval.md'), page);
  for (const { task, cases } of results)
    await writeFile(join(import.meta.dirname, `${task}.csv`), retrievalCsv(cases));
}

async function resultsOf(task: Task, { shared, histories, wants }: EvaluationFolders): Promise<TaskResults> {
  const cases = await casesOf(shared, task);
  const ready: PreparedCase[] = [];
  for (const repository of [...new Set(cases.map((one) => one.repository))]) {
    if (!wants(repository)) continue;
    const folder = historyFolderOf(histories, repository);
    if (folder === undefined) continue;
    const started = performance.now();
    const before = ready.length;
    const own = cases.filter((one) => one.repository === repository);
    await gatherEvidence(folder, own, ({ retrievalCase, evidence }) => {
      ready.push(prepared(task, retrievalCase, evidence));
    });
    report(task, repository, ready.slice(before), performance.now() - started);
  }
  const found = new Set(ready.map((one) => one.id));
  return { task, cases: ready, missing: cases.map((one) => one.id).filter((id) => !found.has(id)) };
}

function report(task: Task, repository: string, cases: readonly PreparedCase[], tookMs: number): void {
  const { at1, at5, at10 } = hitsOf(cases.map(byWeights(defaultFileWeights)));
  process.stderr.write(
    `${task} ${repository}: ${at1} / ${at5} / ${at10} of ${cases.length}, ${Math.round(tookMs / 1000)} s\n`,
  );
}
