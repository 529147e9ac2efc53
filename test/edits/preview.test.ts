import { expect, test } from 'vitest';

import { changeSummary, previewDiff, previewMarkdown } from '../../server/edits/preview.ts';
import type { ProposedChange } from '../../server/edits/proposed-change.ts';

const words = {
  apply: 'Apply it with "innerloop: apply".',
  discard: 'Discard it with "innerloop: discard".',
};

function change(title: string): ProposedChange {
  return {
    title,
    files: [
      {
        uri: 'file:///project/README.md',
        path: 'README.md',
        languageId: 'markdown',
        before: 'Run:\n```sh\nnpm i\n```\n',
        version: 3,
        edits: [{ start: 15, end: 16, text: 'ci' }],
      },
      {
        uri: 'file:///project/new.txt',
        path: 'new.txt',
        languageId: '',
        before: undefined,
        version: undefined,
        edits: [{ start: 0, end: 0, text: 'new\n' }],
      },
    ],
    report: { checked: ['parses'], notChecked: ['not type-checked', 'not run'], faults: [] },
    model: 'qwen',
    notes: ['The guide was out of date.'],
  };
}

test('a preview says what it is, what was checked, and how to decide, above the diff', () => {
  expect(previewMarkdown(change('Use npm ci'), words)).toBe(`# Use npm ci

- Files: README.md, new.txt (new)
- Checked: parses; not type-checked, not run
- Written by: qwen
- The guide was out of date.

Apply it with "innerloop: apply".
Discard it with "innerloop: discard".

\`\`\`\`diff
diff --git a/README.md b/README.md
--- a/README.md
+++ b/README.md
@@ -1,4 +1,4 @@
 Run:
 \`\`\`sh
-npm i
+npm ci
 \`\`\`
diff --git a/new.txt b/new.txt
new file mode 100644
--- /dev/null
+++ b/new.txt
@@ -0,0 +1 @@
+new
\`\`\`\`
`);
});

test('as a diff, all words stand in remarks', () => {
  const lines = previewDiff(change('Use npm ci'), words).split('\n');
  expect(lines.slice(0, 8)).toEqual([
    '# Use npm ci',
    '# Files: README.md, new.txt (new)',
    '# Checked: parses; not type-checked, not run',
    '# Written by: qwen',
    '# The guide was out of date.',
    '# Apply it with "innerloop: apply".',
    '# Discard it with "innerloop: discard".',
    '',
  ]);
});

test('what was checked fits in one line, notes behind it', () => {
  const { notes: _, ...silent } = change('');
  expect(changeSummary({ ...silent, notes: [] })).toBe('parses; not type-checked, not run.');
  expect(changeSummary({ ...silent, notes: ['One.', 'Two.'] })).toBe(
    'parses; not type-checked, not run. One. Two.',
  );
  const report = { checked: [], notChecked: ['not parsed: no grammar for cobol', 'not run'], faults: [] };
  expect(changeSummary({ ...silent, notes: [], report })).toBe('not parsed: no grammar for cobol, not run.');
});
