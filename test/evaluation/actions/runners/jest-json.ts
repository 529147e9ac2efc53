import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import type { CaseOutcome } from '../case-outcomes.ts';
import { runCommand } from '../run-command.ts';
import type { RunScene, TestRunner } from './test-runner.ts';

/** vitest and jest, which report in one format. */
export const vitestRunner: TestRunner = {
  version: ['vitest', '--version'],
  run: (scene) =>
    runWithJson(scene, (file) => ['vitest', 'run', scene.tests, '--reporter=json', `--outputFile=${file}`]),
  compile: async (scene) => {
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2023', '--module', 'esnext'];
    const words = ['tsc', ...options, '--moduleResolution', 'bundler', '--types', 'node', scene.tests];
    return (await runCommand({ ...scene, words })) ?? 'no tsc';
  },
};

export const jestRunner: TestRunner = {
  version: ['jest', '--version'],
  run: (scene) =>
    runWithJson(scene, (file) => ['jest', scene.tests, '--json', `--outputFile=${file}`, '--watchman=false']),
};

async function runWithJson(scene: RunScene, words: (file: string) => readonly string[]) {
  const file = join(scene.folder, 'report.json');
  await rm(file, { force: true });
  const output = (await runCommand({ ...scene, words: words(file) })) ?? '';
  const text = await readFile(file, 'utf8').catch(() => '{"testResults":[]}');
  return { cases: reportSchema.parse(JSON.parse(text)).testResults.flatMap(outcomesOf), output };
}

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(
        z.object({
          ancestorTitles: z.array(z.string()),
          title: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

type FileResult = z.infer<typeof reportSchema>['testResults'][number];

function outcomesOf({ assertionResults }: FileResult): CaseOutcome[] {
  return assertionResults.map(({ ancestorTitles, title, status, failureMessages }) => ({
    name: title,
    group: ancestorTitles.join(' '),
    status: status === 'passed' ? 'green' : status === 'failed' ? 'red' : 'pending',
    message: (failureMessages ?? []).join('\n'),
  }));
}
