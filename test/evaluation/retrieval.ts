import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { defaultFileWeights } from '../../server/context/ranking/file-ranking.ts';
import { byWeights, type PreparedCase, prepared } from './retrieval/first-ranks.ts';
import { gatherEvidence } from './retrieval/gather-evidence.ts';
import { hitsOf } from './retrieval/hit-rates.ts';
import { casesOf, historyFolderOf, type Task, tasks } from './retrieval/retrieval-cases.ts';
import { retrievalCsv, retrievalPage, type TaskResults } from './retrieval/retrieval-page.ts';
import { tuneWeights, tuneWithoutEach } from './retrieval/tune-weights.ts';

// Finds files for the development cases: INNERLOOP_SHARED has the cases, INNERLOOP_REPOS their histories.
const { values } = parseArgs({
  options: {
    /** Repositories as OWNER/NAME, separated by commas; then nothing is written to files. */
    only: { type: 'string' },
  },
});

const shared = process.env.INNERLOOP_SHARED;
const repositories = process.env.INNERLOOP_REPOS;
if (!shared || !repositories) throw new Error('INNERLOOP_SHARED and INNERLOOP_REPOS must name folders.');

const results: TaskResults[] = [];
for (const task of tasks) results.push(await resultsOf(task, shared, repositories));
if (values.only === undefined) {
  const all = results.flatMap((result) => result.cases);
  const page = retrievalPage(results, tuneWithoutEach(all), tuneWeights(all));
  process.stdout.write(`${page}\n`);
  await writeFile(join(import.meta.dirname, 'retrieval.md'), page);
  for (const { task, cases } of results) {
    await writeFile(join(import.meta.dirname, 'retrieval', `${task}.csv`), retrievalCsv(cases));
  }
}

async function resultsOf(task: Task, sharedFolder: string, histories: string): Promise<TaskResults> {
  const wanted = values.only?.split(',');
  const cases = await casesOf(sharedFolder, task);
  const ready: PreparedCase[] = [];
  for (const repository of [...new Set(cases.map((one) => one.repository))]) {
    if (wanted !== undefined && !wanted.includes(repository)) continue;
    const folder = historyFolderOf(histories, repository);
    if (folder === undefined) continue;
    const started = performance.now();
    const before = ready.length;
    const own = cases.filter((one) => one.repository === repository);
    await gatherEvidence(folder, own, ({ retrievalCase, evidence }) =>
      ready.push(prepared(task, retrievalCase, evidence)),
    );
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
