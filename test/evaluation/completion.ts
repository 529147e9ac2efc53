import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { RepositoryResults } from './completion/case-results.ts';
import { casesCsv } from './completion/cases-csv.ts';
import { completionPage } from './completion/completion-page.ts';
import { evaluateRepository } from './completion/evaluate-repository.ts';
import { evaluatedRepositories } from './completion/evaluated-repositories.ts';
import { repositorySources } from './completion/repository-sources.ts';

// Measures the completion pipeline; INNERLOOP_REPOS names the folder of the histories that holes are cut into.
const usual = { holes: '100', typed: '15' } as const;
const { values } = parseArgs({
  options: {
    /** Holes of each kind and repository where something is missing; half as many where silence is right. */
    holes: { type: 'string', default: usual.holes },
    /** Of these, how many are also typed. */
    typed: { type: 'string', default: usual.typed },
    /** Repositories as OWNER/NAME, separated by commas. */
    only: { type: 'string' },
  },
});

const histories = process.env.INNERLOOP_REPOS;
if (!histories) throw new Error('INNERLOOP_REPOS must name a folder.');

const isWhole = values.only === undefined && values.holes === usual.holes && values.typed === usual.typed;
const code = Number(values.holes);
const counts = { code, silent: Math.round(code / 2), typed: Number(values.typed) };
const results: RepositoryResults[] = [];
for (const evaluated of evaluatedRepositories) {
  const { repository } = evaluated;
  if (values.only !== undefined && !values.only.split(',').includes(repository)) continue;
  const started = performance.now();
  const sources = await repositorySources(histories, evaluated);
  if (sources === undefined) throw new Error(`${repository} is not there, or not at ${evaluated.commit}`);
  const result = await evaluateRepository(evaluated, sources, counts);
  results.push(result);
  process.stderr.write(`${repository}: ${Math.round((performance.now() - started) / 1000)} s\n`);
  if (!isWhole) continue;
  const name = repository.slice(repository.indexOf('/') + 1);
  await writeFile(join(import.meta.dirname, 'completion', `${name}.csv`), casesCsv(result.cases));
}
const page = completionPage(results);
process.stdout.write(page);
// Anything less than the whole is only shown.
if (isWhole) await writeFile(join(import.meta.dirname, 'completion.md'), page);
