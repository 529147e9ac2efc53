import { parseArgs } from 'node:util';

import { evaluateCrossFile } from './retrieval/evaluate-cross-file.ts';
import { evaluateEmbeddings } from './retrieval/evaluate-embeddings.ts';
import { evaluateFiles } from './retrieval/evaluate-files.ts';
import { evaluateIdentifiers } from './retrieval/evaluate-identifiers.ts';
import type { EvaluationFolders } from './retrieval/evaluation-folders.ts';

// Measures the context engine: INNERLOOP_SHARED has the cases, INNERLOOP_REPOS the histories they are about.
const { values } = parseArgs({
  options: {
    /** Repositories as OWNER/NAME, separated by commas; then nothing is written to files. */
    only: { type: 'string' },
    /** `files`, `cross-file` or `identifiers`, separated by commas; all of them unless it is given. */
    task: { type: 'string' },
    /** `embeddings`: compares finding files without and with vectors of the endpoint that the environment names. */
    with: { type: 'string' },
  },
});

const shared = process.env.INNERLOOP_SHARED;
const histories = process.env.INNERLOOP_REPOS;
if (!shared || !histories) throw new Error('INNERLOOP_SHARED and INNERLOOP_REPOS must name folders.');

const wanted = values.only?.split(',');
const folders: EvaluationFolders = {
  ...{ shared, histories, isPartial: wanted !== undefined },
  wants: (repository) => wanted?.includes(repository) ?? true,
};
const evaluations: Readonly<Record<string, (folders: EvaluationFolders) => Promise<void>>> = {
  files: evaluateFiles,
  'cross-file': evaluateCrossFile,
  identifiers: evaluateIdentifiers,
};
if (values.with !== undefined && values.with !== 'embeddings')
  throw new Error(`--with takes embeddings, not ${values.with}`);
const tasks = values.with === undefined ? (values.task?.split(',') ?? Object.keys(evaluations)) : [];
if (values.with !== undefined) await evaluateEmbeddings(folders);
for (const task of tasks) {
  const evaluate = evaluations[task];
  if (evaluate === undefined) throw new Error(`no such task: ${task}`);
  await evaluate(folders);
}
