import { z } from 'zod';

import { runCommand } from '../run-command.ts';
import type { TestRunner } from './test-runner.ts';

/** RSpec, with its own JSON report. */
export const rspecRunner: TestRunner = {
  version: ['rspec', '--version'],
  run: async (scene) => {
    const output = (await runCommand({ ...scene, words: ['rspec', '--format', 'json', scene.tests] })) ?? '';
    const json = /^\{"version".*$/m.exec(output)?.[0];
    if (json === undefined) return { cases: [], output };
    const cases = reportSchema.parse(JSON.parse(json)).examples.map((example) => ({
      name: example.description,
      group: example.full_description.slice(0, -example.description.length),
      status: statuses[example.status],
      message: example.exception?.message ?? '',
    }));
    return { cases, output };
  },
};

const statuses = { passed: 'green', failed: 'red', pending: 'pending' } as const;

const reportSchema = z.object({
  examples: z.array(
    z.object({
      description: z.string(),
      full_description: z.string(),
      status: z.enum(['passed', 'failed', 'pending']),
      exception: z.object({ message: z.string() }).nullish(),
    }),
  ),
});
