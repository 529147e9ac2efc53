import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { z } from 'zod';

import { runCommand } from '../run-command.ts';
import type { TestRunner } from './test-runner.ts';

/** mocha, with its own JSON report. */
export const mochaRunner: TestRunner = {
  version: ['mocha', '--version'],
  run: async (scene) => {
    const file = join(scene.folder, 'report.json');
    await rm(file, { force: true });
    const words = ['mocha', scene.tests, '--reporter', 'json', '--reporter-option', `output=${file}`];
    const output = (await runCommand({ ...scene, words })) ?? '';
    const text = await readFile(file, 'utf8').catch(() => '{"tests":[],"pending":[]}');
    const { tests, pending } = reportSchema.parse(JSON.parse(text));
    const isPending = new Set(pending.map(({ fullTitle }) => fullTitle));
    const cases = tests.map(({ title, fullTitle, err }) => ({
      name: title,
      group: fullTitle.slice(0, -title.length),
      status: isPending.has(fullTitle)
        ? ('pending' as const)
        : 'message' in err
          ? ('red' as const)
          : ('green' as const),
      message: [err.message, err.stack].join('\n'),
    }));
    return { cases, output };
  },
};

const caseSchema = z.object({ title: z.string(), fullTitle: z.string() });

const reportSchema = z.object({
  tests: z.array(caseSchema.extend({ err: z.object({ message: z.string(), stack: z.string() }).partial() })),
  pending: z.array(caseSchema),
});
