import fc from 'fast-check';
import { expect, test } from 'vitest';

import { renderTests } from '../../../../server/features/code-actions/tests/render-tests.ts';
import type { TestFramework } from '../../../../server/features/code-actions/tests/test-plan.ts';
import { planFor, shapeIn } from './support/rendered-tests.ts';

test('an overload has names of its own', async () => {
  const source = 'class A { int f(int n) { return n; } int f(long n) { return n; } }';
  const plan = await planFor({ framework: 'junit5', language: 'java', source });
  const names = plan.subjects.map((subject) => /void (\w+)/.exec(renderTests(plan, subject).text)?.[1]);
  expect(new Set(names).size).toBe(2);
});

test('each case has a name of its own, one line and one mark, whatever the conditions say', async () => {
  const frameworks: readonly (readonly [TestFramework, RegExp])[] = [
    ['vitest', /\.todo\(/g],
    ['jest', /\.skip\(/g],
    ['mocha', /\.skip\(/g],
    ['node:test', /\.skip\(/g],
  ];
  const words = fc.constantFrom(
    'n < 0',
    'n < 0',
    "k === 'a'",
    'k === "b"',
    'k === `c`',
    '!n',
    '/x"y/.test(k)',
    "k == '\\\\'",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(words, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(...frameworks),
      async (conditions, [framework, mark]) => {
        const branches = conditions.map(
          (condition) => `if (${condition}) return ${JSON.stringify(condition)};`,
        );
        const source = `export function f(n: number, k: string) { ${branches.join('\n')} return 1; }`;
        const plan = await planFor({ framework, language: 'typescript', source });
        const [subject] = plan.subjects;
        const block = subject && renderTests(plan, subject);
        expect(block?.cases).toHaveLength(conditions.length + 1);
        expect(new Set(block?.cases).size).toBe(conditions.length + 1);
        expect(block?.text.match(mark)).toHaveLength(conditions.length + 1);
        // What was written is read again without a fault, as tests of these names.
        const reread = await shapeIn('typescript', block?.text ?? '');
        expect(reread.faults).toEqual([]);
        expect(reread.outline.tests).toHaveLength(conditions.length + 2);
      },
    ),
    { numRuns: 60 },
  );
});
