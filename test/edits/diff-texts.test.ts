import fc from 'fast-check';
import { expect, test } from 'vitest';

import { applyEdits } from '../../server/base/text-edit.ts';
import { minimalEdits } from '../../server/edits/diff-texts.ts';
import { text } from './support/edit-arbitraries.ts';

test('minimal edits give exactly the text after', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      expect(applyEdits(before, minimalEdits(before, after))).toBe(after);
    }),
    { numRuns: 2_000 },
  );
});

test('replaces only what differs in a line', () => {
  const before = 'function add(a, b) {\n  return a - b;\n}\n';
  const after = 'function add(a, b) {\n  return a + b;\n}\n';
  expect(minimalEdits(before, after)).toEqual([{ start: 32, end: 33, text: '+' }]);
});

test('inserts a line without touching its neighbors', () => {
  const edits = minimalEdits('a\r\nc\r\n', 'a\r\nb\r\nc\r\n');
  expect(edits).toEqual([{ start: 3, end: 3, text: 'b\r\n' }]);
});

test('never cuts a character of two units or a line end', () => {
  expect(minimalEdits('x😀', 'x😁')).toEqual([{ start: 1, end: 3, text: '😁' }]);
  expect(minimalEdits('a\r\n', 'a\n')).toEqual([{ start: 1, end: 3, text: '\n' }]);
});

test('texts that share nothing become one edit', () => {
  const before = Array.from({ length: 6_000 }, (_, line) => `before ${line}\n`).join('');
  const after = Array.from({ length: 6_000 }, (_, line) => `after ${line}\n`).join('');
  const edits = minimalEdits(before, after);
  expect(edits).toHaveLength(1);
  expect(applyEdits(before, edits)).toBe(after);
});
