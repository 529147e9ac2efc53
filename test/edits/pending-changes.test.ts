import { expect, test } from 'vitest';

import { PendingChanges } from '../../server/edits/pending-changes.ts';
import type { ProposedChange } from '../../server/edits/proposed-change.ts';

function change(title: string): ProposedChange {
  const report = { checked: [], notChecked: [], faults: [] };
  return { title, files: [], report, model: undefined, notes: [] };
}

test('a change waits until it is decided, once', () => {
  const pending = new PendingChanges();
  const { id: one } = pending.add(change('one')).added;
  const { id: two } = pending.add(change('two')).added;
  expect(pending.all().map(({ id }) => id)).toEqual([two, one]);
  expect(pending.get(one)?.change.title).toBe('one');
  pending.remove(one);
  expect(pending.get(one)).toBeUndefined();
  expect(pending.get(two)?.change.title).toBe('two');
});

test('the oldest of too many waiting changes is dropped and given back, and no id is given twice', () => {
  const pending = new PendingChanges(2);
  const made = ['one', 'two', 'three'].map((title) => pending.add(change(title)));
  const ids = made.map(({ added }) => added.id);
  expect(new Set(ids).size).toBe(3);
  expect(made.map(({ dropped }) => dropped?.id)).toEqual([undefined, undefined, ids[0]]);
  expect(ids.map((id) => pending.get(id)?.change.title)).toEqual([undefined, 'two', 'three']);
});
