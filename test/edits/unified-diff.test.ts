import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyEdits } from '../../server/base/text-edit.ts';
import { minimalEdits } from '../../server/edits/diff-texts.ts';
import type { FileChange } from '../../server/edits/proposed-change.ts';
import { unifiedDiff } from '../../server/edits/unified-diff.ts';
import { text } from './support/edit-arbitraries.ts';

function change(path: string, before: string | undefined, after: string): FileChange {
  const uri = `file:///work/${path}`;
  return { uri, path, languageId: '', before, version: undefined, edits: minimalEdits(before ?? '', after) };
}

test('shows changed lines with three lines around them', () => {
  const before = 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n';
  expect(unifiedDiff([change('src/a.txt', before, before.replace('five', 'FIVE'))])).toBe(
    `diff --git a/src/a.txt b/src/a.txt
--- a/src/a.txt
+++ b/src/a.txt
@@ -2,7 +2,7 @@
 two
 three
 four
-five
+FIVE
 six
 seven
 eight
`,
  );
});

test('a new file comes from /dev/null', () => {
  expect(unifiedDiff([change('add.test.ts', undefined, "test('adds');\n")])).toBe(
    `diff --git a/add.test.ts b/add.test.ts
new file mode 100644
--- /dev/null
+++ b/add.test.ts
@@ -0,0 +1 @@
+test('adds');
`,
  );
});

test('says where a file has no line end at its end, and leaves out files that stay as they are', () => {
  const diff = unifiedDiff([change('same.txt', 'same\n', 'same\n'), change('b.txt', 'end', 'end\n')]);
  expect(diff).toBe(
    `diff --git a/b.txt b/b.txt
--- a/b.txt
+++ b/b.txt
@@ -1 +1 @@
-end
\\ No newline at end of file
+end
`,
  );
});

function numbered(word: string, lines: number): string {
  return Array.from({ length: lines }, (_, at) => `${word} ${at}\n`).join('');
}

test('texts that share nothing are one hunk, so that no diff takes long', () => {
  const diff = unifiedDiff([change('a.txt', numbered('old', 1_500), numbered('new', 1_500))]);
  expect(diff.match(/^@@.*/gm)).toEqual(['@@ -1,1500 +1,1500 @@']);
});

test('git makes of the files exactly what the edits make of them', () => {
  const changes = [
    change('with space.txt', 'a\nb\n', 'a\nc\n'),
    change('windows.txt', 'one\r\ntwo\r\n', 'one\r\ntwo\r\nthree\r\n'),
    change('new/deep.txt', undefined, 'no line end'),
    change('emptied.txt', 'gone\n', ''),
    change('quo"te.txt', 'x', 'y\n'),
    change('grown.txt', '', 'first\n'),
    change('another.txt', numbered('old', 1_500), `${numbered('new', 1_500)}no line end`),
    change('shorter.txt', `${numbered('old', 1_500)}no line end`, numbered('new', 1_200)),
    change('long.txt', undefined, numbered('new', 1_500)),
    change('emptied too.txt', numbered('old', 1_500), ''),
  ];
  const folder = mkdtempSync(join(tmpdir(), 'unified-diff-'));
  try {
    for (const { path, before } of changes)
      if (before !== undefined) writeFileSync(join(folder, path), before);
    for (const { path } of changes) mkdirSync(dirname(join(folder, path)), { recursive: true });
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: unifiedDiff(changes) });
    for (const { path, before, edits } of changes) {
      expect(readFileSync(join(folder, path), 'utf8'), path).toBe(applyEdits(before ?? '', edits));
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('applying the diff gives the text after', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const diff = unifiedDiff([change('a.txt', before, after)]);
      if (before === after) expect(diff).toBe('');
      else expect(applyPatch(before, diff, { autoConvertLineEndings: false })).toBe(after);
    }),
  );
});
