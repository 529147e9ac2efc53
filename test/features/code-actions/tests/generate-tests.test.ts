import { expect, test } from 'vitest';

import { generated, testFile } from './support/test-project.ts';

const script =
  'export function half(n: number): number {\n  if (n % 2 !== 0) throw new RangeError("odd");\n  return n█ / 2;\n}\n';
const vitest = { 'package.json': '{ "devDependencies": { "vitest": "1" } }' };

test('a change tells what decided, what runs it and what is pending', async () => {
  const change = await generated({ ...vitest, 'half.ts': script });
  expect({
    title: change.title,
    notes: change.notes,
    remark: change.remark,
    report: change.report,
  }).toMatchInlineSnapshot(`
    {
      "notes": [
        "Decided by the project: vitest, as package.json says; beside half.ts, since there are no tests yet.",
        "Run it with \`npx vitest run half.test.ts\`.",
        "2 cases are pending (\`.todo\`), one for each way through the code: write what is expected, then remove the mark.",
      ],
      "remark": "2 cases are pending. Run it with \`npx vitest run half.test.ts\`.",
      "report": {
        "checked": [
          "parses",
        ],
        "faults": [],
        "notChecked": [
          "not type-checked",
          "not run",
        ],
      },
      "title": "Generate tests for half",
    }
  `);
});

test('a file that must not or cannot be written is refused', async () => {
  const files = { ...vitest, 'half.ts': script, 'half.test.ts': "import { half } from './half';\n" };
  expect(await testFile(files, { readOnly: ['half.test.ts'] })).toContain(
    'tests-closed: The tests would go into half.test.ts, which is read-only.',
  );
  expect(await testFile(files, { excluded: ['half.test.ts'] })).toContain('which a rule excludes');
});
