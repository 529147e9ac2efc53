import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { evaluateGeneration } from './actions/evaluate-generation.ts';
import { citationTable, evaluateCitations } from './actions-citations.ts';
import { evaluateReplies, replyTable } from './actions-replies.ts';

// Measures code actions and chat; actions.md says what each part shows. Exit code 1: something was not as it must be.
const { values } = parseArgs({
  options: {
    /** `a`, `b` or `c`, separated by commas; all of them unless it is given. */
    part: { type: 'string' },
    /** Where toolchains are, or are to be put; a temporary folder unless it is given. */
    toolchains: { type: 'string' },
    /** Names of projects of part a, separated by commas; then no results are written. */
    only: { type: 'string' },
  },
});

const print = (text: string) => process.stdout.write(`${text}\n`);

/** Tests generated without a model, judged by the real runners. */
async function generation(): Promise<boolean> {
  const toolchains = values.toolchains ?? mkdtempSync(join(tmpdir(), 'innerloop-toolchains-'));
  const installer = join(import.meta.dirname, 'actions/install-toolchains.sh');
  // It names what could not be brought; the table counts the projects that need it as not run.
  spawnSync('bash', [installer, toolchains], { stdio: 'inherit' });
  return evaluateGeneration({ toolchains, only: values.only?.split(','), print });
}

/** Edits of a scripted model that answers well and badly. */
async function replies(): Promise<boolean> {
  const results = await evaluateReplies();
  print(replyTable(results));
  return results.failures.length === 0;
}

/** Answers with planted wrong citations. */
async function citations(): Promise<boolean> {
  const results = await evaluateCitations();
  print(citationTable(results));
  return results.failures.length === 0;
}

const parts: Readonly<Record<string, () => Promise<boolean>>> = { a: generation, b: replies, c: citations };
for (const letter of values.part?.split(',') ?? Object.keys(parts)) {
  const part = parts[letter];
  if (part === undefined) throw new Error(`no such part: ${letter}`);
  print(`\n(${letter})`);
  if (!(await part())) process.exitCode = 1;
}
