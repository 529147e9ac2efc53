import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { TextChange } from '../../server/base/text-document.ts';
import {
  applyEdits,
  batchOf,
  composeEdits,
  offsetAfter,
  rebaseEdits,
  rebaseRange,
} from '../../server/base/text-edit.ts';
import { editsFor, text } from '../edits/support/edit-arbitraries.ts';

const textWithEdits = text.chain((before) => editsFor(before).map((edits) => ({ before, edits })));

test('puts each edit where the text before them all had it', () => {
  const edits = [
    { start: 4, end: 4, text: 'a, ' },
    { start: 6, end: 12, text: 'sum' },
  ];
  expect(applyEdits('add(b) total', edits)).toBe('add(a, b)sum');
  expect(applyEdits('unchanged', [])).toBe('unchanged');
});

test('two batches made into one do what they do one after the other', () => {
  fc.assert(
    fc.property(
      textWithEdits.chain(({ before, edits }) =>
        editsFor(applyEdits(before, edits)).map((second) => ({ before, edits, second })),
      ),
      ({ before, edits, second }) => {
        const composed = composeEdits(edits, second);
        expect(applyEdits(before, composed)).toBe(applyEdits(applyEdits(before, edits), second));
        expectInOrder(composed);
      },
    ),
    { numRuns: 2_000 },
  );
});

test('changes made one after the other become one batch', () => {
  const typed = [
    { start: 3, end: 3, text: 'x' },
    { start: 4, end: 4, text: 'y' },
    { start: 0, end: 1, text: '' },
  ];
  const batch = batchOf(typed);
  expect(applyEdits('abcdef', batch)).toBe('bcxydef');
  expect(batch).toEqual([
    { start: 0, end: 1, text: '' },
    { start: 3, end: 3, text: 'xy' },
  ]);
});

test('edits and later changes that keep apart give the same text in either order', () => {
  let carried = 0;
  fc.assert(
    fc.property(
      textWithEdits.chain(({ before, edits }) => editsFor(before).map((later) => ({ before, edits, later }))),
      ({ before, edits, later }) => {
        const rebased = rebaseEdits(edits, later);
        const other = rebaseEdits(later, edits);
        expect(rebased === undefined).toBe(other === undefined);
        if (rebased === undefined || other === undefined) return;
        carried += 1;
        const one = applyEdits(applyEdits(before, later), rebased);
        expect(one).toBe(applyEdits(applyEdits(before, edits), other));
      },
    ),
    { numRuns: 2_000 },
  );
  expect(carried).toBeGreaterThan(200);
});

test('refuses to carry an edit over a change that overlaps or touches what it replaces', () => {
  const edit = [{ start: 4, end: 8, text: 'sum' }];
  expect(rebaseEdits(edit, [{ start: 6, end: 6, text: '!' }])).toBeUndefined();
  expect(rebaseEdits(edit, [{ start: 8, end: 8, text: '!' }])).toBeUndefined();
  expect(rebaseEdits(edit, [{ start: 2, end: 4, text: '' }])).toBeUndefined();
  expect(rebaseEdits(edit, [{ start: 9, end: 9, text: '!' }])).toEqual(edit);
  expect(rebaseEdits(edit, [{ start: 0, end: 2, text: '' }])).toEqual([{ start: 2, end: 6, text: 'sum' }]);
});

test('a range holds the same text after changes outside it', () => {
  fc.assert(
    fc.property(
      textWithEdits.chain(({ before, edits }) =>
        fc.tuple(fc.nat({ max: before.length }), fc.nat({ max: before.length })).map(([one, other]) => ({
          before,
          edits,
          range: { start: Math.min(one, other), end: Math.max(one, other) },
        })),
      ),
      ({ before, edits, range }) => {
        const carried = rebaseRange(range, edits);
        if (carried === undefined) return;
        const inside = edits.filter(({ start, end }) => range.start < end && start < range.end);
        if (inside.length > 0) return;
        const after = applyEdits(before, edits);
        expect(after.slice(carried.start, carried.end)).toBe(before.slice(range.start, range.end));
      },
    ),
    { numRuns: 2_000 },
  );
});

test('a range grows with what is typed inside it and is lost when its edge is overwritten', () => {
  const range = { start: 4, end: 8 };
  expect(rebaseRange(range, [{ start: 5, end: 5, text: 'abc' }])).toEqual({ start: 4, end: 11 });
  expect(rebaseRange(range, [{ start: 4, end: 4, text: 'abc' }])).toEqual({ start: 7, end: 11 });
  expect(rebaseRange(range, [{ start: 8, end: 8, text: 'abc' }])).toEqual(range);
  expect(rebaseRange(range, [{ start: 7, end: 9, text: '' }])).toBeUndefined();
  expect(rebaseRange(range, [{ start: 4, end: 8, text: 'all of it' }])).toBeUndefined();
});

test('an offset moves with the text before it, and what is inserted just there stands behind it', () => {
  expect(offsetAfter(4, { start: 4, end: 4, text: 'abc' })).toBe(4);
  expect(offsetAfter(4, { start: 2, end: 4, text: 'abc' })).toBe(5);
  expect(offsetAfter(4, { start: 2, end: 5, text: 'abc' })).toBe(2);
  expect(offsetAfter(4, { start: 5, end: 9, text: '' })).toBe(4);
});

function expectInOrder(edits: readonly TextChange[]): void {
  let at = 0;
  for (const { start, end } of edits) {
    expect(start).toBeGreaterThanOrEqual(at);
    expect(end).toBeGreaterThanOrEqual(start);
    at = end;
  }
}
