import { expect, test } from 'vitest';

import { applyEdits } from '../../server/base/text-edit.ts';
import { checkedChange, type DraftChange } from '../../server/edits/checked-change.ts';
import { type MemoryProject, memoryProject } from '../support/memory-project.ts';
import { gatePorts } from './support/gate-scene.ts';

const { signal } = new AbortController();
const before = 'let a = 1;\nlet b = 2;\nlet c = 3;\n';

function draft(more: Partial<DraftChange['files'][number]> = {}): DraftChange {
  const uri = 'file:///project/a.ts';
  const file = {
    uri,
    path: 'a.ts',
    languageId: '',
    before,
    version: 1,
    edits: [{ start: 19, end: 20, text: '5' }],
  };
  return { title: 'Make b five', files: [{ ...file, ...more }], model: undefined, notes: ['By hand.'] };
}

async function check(files: MemoryProject, change = draft()) {
  const outcome = await checkedChange(change, gatePorts(files), signal);
  if (outcome.kind === 'refused') return outcome.refusal.reason;
  const [file] = outcome.change.files;
  return {
    text: applyEdits(file?.before ?? '', file?.edits ?? []),
    version: file?.version,
    notes: outcome.change.notes,
  };
}

test('a change of a file that is as it was stays as it is', async () => {
  const files = memoryProject({ 'a.ts': before }, { open: { 'a.ts': { version: 4 } } });
  expect(await check(files)).toEqual({
    text: 'let a = 1;\nlet b = 5;\nlet c = 3;\n',
    version: 4,
    notes: ['By hand.'],
  });
});

test('a change is carried over what was written elsewhere in the file, and says so', async () => {
  const files = memoryProject(
    { 'a.ts': before },
    { open: { 'a.ts': { text: `// New.\n${before}`, version: 7 } } },
  );
  expect(await check(files)).toEqual({
    text: '// New.\nlet a = 1;\nlet b = 5;\nlet c = 3;\n',
    version: 7,
    notes: ['By hand.', 'The file has changed meanwhile; the change was carried over to its new text.'],
  });
});

test.each([
  ['changed-meanwhile', memoryProject({ 'a.ts': before.replace('b = 2', 'b = 7') })],
  ['gone', memoryProject({})],
  ['read-only', memoryProject({ 'a.ts': before }, { readOnly: ['a.ts'] })],
  ['excluded', memoryProject({ 'a.ts': before }, { excluded: ['a.ts'] })],
  ['syntax-error', memoryProject({ 'a.ts': before }), draft({ edits: [{ start: 19, end: 20, text: '(' }] })],
  ['nothing-changed', memoryProject({ 'a.ts': before }), draft({ edits: [] })],
  [
    'exists',
    memoryProject({ 'a.ts': before }),
    draft({ before: undefined, edits: [{ start: 0, end: 0, text: 'x' }] }),
  ],
  [
    'defined-twice',
    memoryProject({ 'a.ts': 'function f() {}\n' }),
    draft({
      before: 'function f() {}\n',
      edits: [{ start: 16, end: 16, text: 'function f() {}\n' }],
    }),
  ],
  [
    'overlap',
    memoryProject({ 'a.ts': before }),
    draft({
      edits: [
        { start: 0, end: 5, text: '' },
        { start: 4, end: 6, text: '' },
      ],
    }),
  ],
])('refuses with %s', async (reason, files, change = draft()) => {
  expect(await check(files, change)).toBe(reason);
});

test.each([
  [
    'syntax-error',
    [{ start: 19, end: 20, text: '(' }],
    'With this change a.ts would not parse any more (line 2: "= (" does not belong here).',
  ],
  ['nothing-changed', [], 'This change leaves a.ts as it is.'],
  [
    'unsafe-text',
    [{ start: 19, end: 20, text: '\u202e' }],
    'This change holds invisible or control characters.',
  ],
])('speaks of no answer and no model where none wrote the change: %s', async (_, edits, message) => {
  const files = memoryProject({ 'a.ts': before });
  const ours = await checkedChange(draft({ edits }), gatePorts(files), signal);
  expect(ours).toMatchObject({ kind: 'refused', refusal: { message } });
  expect(JSON.stringify(ours.kind === 'refused' && ours.refusal.remedy)).not.toMatch(/answer|model|Say more/);
  const written = await checkedChange({ ...draft({ edits }), model: 'big' }, gatePorts(files), signal);
  expect(written).toMatchObject({ kind: 'refused', refusal: { message } });
  expect(written).not.toEqual(ours);
});

test('says that a function would be defined twice, and where', async () => {
  const text = 'function f() {}\n';
  const twice = draft({ before: text, edits: [{ start: text.length, end: text.length, text }] });
  const outcome = await checkedChange(twice, gatePorts(memoryProject({ 'a.ts': text })), signal);
  expect(outcome).toMatchObject({
    refusal: { message: 'With this change a.ts would define a function twice (line 2: f is defined twice).' },
  });
});

test('creates a file that is not there yet', async () => {
  const change = draft({ before: undefined, edits: [{ start: 0, end: 0, text: 'let d = 4;\n' }] });
  expect(await check(memoryProject({}), change)).toMatchObject({ text: 'let d = 4;\n' });
});
