import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { evaluateSet, type SetResults } from './evaluate-set.ts';
import { resultsPage } from './results-page.ts';
import { developmentSets, reportedSets } from './source-sets.ts';

// Measures the embedded model, and the prototype beside it where INNERLOOP_SHARED says where that lies.
const { values } = parseArgs({
  options: {
    cursors: { type: 'string', default: '1500' },
    lines: { type: 'string', default: '150' },
    /** `reported`: what the page is about. `development`: what design choices are measured on. */
    sets: { type: 'string', default: 'reported' },
    /** Names of source sets, separated by commas. */
    only: { type: 'string' },
  },
});

const sets = (values.sets === 'development' ? developmentSets : reportedSets).filter(
  (set) => values.only === undefined || values.only.split(',').includes(set.name),
);
const results: SetResults[] = [];
for (const set of sets) {
  const started = performance.now();
  results.push(
    await evaluateSet(set, {
      cache: join(import.meta.dirname, '..', '..', '.cache', 'eval'),
      shared: process.env.INNERLOOP_SHARED || undefined,
      cursors: Number(values.cursors),
      typedLines: Number(values.lines),
    }),
  );
  process.stderr.write(`${set.name}: ${Math.round((performance.now() - started) / 1000)} s\n`);
}
const page = resultsPage(results);
process.stdout.write(`${page}\n`);
if (values.sets === 'reported' && values.only === undefined) {
  await writeFile(join(import.meta.dirname, 'embedded.md'), page);
}
