import { expect, test } from 'vitest';

import { memoryProject } from '../support/memory-project.ts';
import { admitted, refusalOf, repairText, resultOf } from './support/gate-scene.ts';

const path = 'src/math.ts';
const text = `export function add(a: number, b: number): number {
  // Both.
  return a - b;
}

export function twice(a: number): number {
  return add(a, a);
}
`;
const fixed = text.replace('a - b', 'a + b');

function block(search: string, replace: string, file = path): string {
  return `${file}\n\`\`\`ts\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n\`\`\`\n`;
}

const search = '  // Both.\n  return a - b;\n}';
const replace = '  // Both.\n  return a + b;\n}';
const reply = block(search, replace);

test('a reply becomes a change with the title, the model, and what was checked', async () => {
  const outcome = await admitted({ path, text, reply });
  expect(outcome).toEqual({
    kind: 'change',
    change: {
      title: 'Change it',
      files: [
        {
          uri: 'file:///project/src/math.ts',
          path,
          languageId: '',
          before: text,
          version: undefined,
          edits: [{ start: 74, end: 75, text: '+' }],
        },
      ],
      report: { checked: ['parses'], notChecked: ['not type-checked', 'not run'], faults: [] },
      model: 'scripted',
      notes: [],
    },
  });
});

test.each([
  ['a block', reply],
  ['a block amid prose and thoughts', `<think>\nHm, ${reply}\n</think>\nSure!\n\n${reply}\nDone.`],
  ['a function', '```ts\nfunction add(a: number, b: number): number {\n  // Both.\n  return a + b;\n}\n```'],
  [
    'a function without a fence',
    'function add(a: number, b: number): number {\n  // Both.\n  return a + b;\n}',
  ],
  ['the whole file', `\`\`\`ts\n${fixed}\`\`\``],
  [
    'the whole file below its path',
    `// src/math.ts\n\`\`\`ts\n// src/math.ts\n${fixed}\`\`\`\n\nRun it:\n\n\`\`\`sh\nnpm test\n\`\`\``,
  ],
  ['the same block twice', `${reply}\n${reply}`],
])('takes %s for the change that it is', async (_form, each) => {
  expect(await resultOf({ path, text, reply: each })).toBe(fixed);
});

test.each([
  ['no-code', 'words only', 'I would rather not.'],
  ['no-code', 'nothing at all', '<think>hm</think>\n'],
  ['no-code', 'an empty fence', '```ts\n```'],
  ['truncated', 'a fence without an end', '```ts\nfunction add() {\n'],
  ['truncated', 'a block without an end', reply.slice(0, -20)],
  ['wrong-format', 'a diff', '```diff\n-  return a - b;\n+  return a + b;\n```'],
  [
    'wrong-format',
    'marks within lines',
    `Do this:\n\n  <<<<<<< SEARCH\n  x\n  =======\n  y\n  >>>>>>> REPLACE`,
  ],
  ['no-match', 'lines that are not there', block('  // All three.\n  return a - b - c;', 'x')],
  ['ambiguous', 'lines that are there twice', block('}', '};')],
  ['ambiguous', 'two whole files', `\`\`\`ts\n${fixed}\`\`\`\n\`\`\`ts\n${fixed}// 2\n\`\`\``],
  ['nothing-changed', 'what is there already', block(search, search)],
  ['elided', 'a part with a line for the rest', block(search, '  // ... existing code ...\n  return 1;\n}')],
  [
    'elided',
    'a file without one of its functions',
    `\`\`\`ts\n${fixed.slice(0, fixed.indexOf('export function twice'))}const x = 1;\n\`\`\``,
  ],
  ['syntax-error', 'code that does not parse', block(search, '  return a + ;\n}')],
  ['unsafe-text', 'invisible characters', block(search, '  // Both.\u202E\n  return a + b;\n}')],
  ['other-file', 'another file', block(search, replace, 'src/other.ts')],
  ['other-file', 'a file outside', block(search, replace, '../math.ts')],
  ['other-file', 'one more file', `${reply}\n${block('a', 'b', 'package.json')}`],
])('refuses with %s: %s', async (reason, _what, each) => {
  expect(await resultOf({ path, text, reply: each })).toBe(`refused: ${reason}`);
});

test('a reply that broke off is refused, however complete it looks', async () => {
  expect(await resultOf({ path, text, reply, isTruncated: true })).toBe('refused: truncated');
});

test('a form that was not asked for is refused', async () => {
  expect(await resultOf({ path, text, reply, formats: ['whole-function'] })).toBe('refused: wrong-format');
  const code = '```ts\nfunction add(a: number, b: number): number {\n  return a + b;\n}\n```';
  expect(await resultOf({ path, text, reply: code, formats: ['search-replace'] })).toBe(
    'refused: wrong-format',
  );
});

test('the model hears which block failed, the nearest lines, and what it need not send again', async () => {
  const wrong = block('  // Both of them.\n  return a - b;\n}', replace);
  const right = block('  return add(a, a);\n}', '  return 2 * a;\n}');
  const refusal = await refusalOf({ path, text, reply: `${right}\n${wrong}` });
  expect(refusal.message).toBe(
    'The answer changes lines that src/math.ts does not have; nearest are lines 2-4.',
  );
  expect(
    repairText(refusal),
  ).toBe(`Block 2: its SEARCH lines are not in the file. Did you mean lines 2-4? They are, exactly:
\`\`\`
  // Both.
  return a - b;
}
\`\`\`
The other blocks are fine and kept: do not send them again. Answer with the corrected blocks alone, in the same form.`);
  expect(refusal.repair?.parts.find(({ uri }) => uri !== undefined)).toMatchObject({
    uri: 'file:///project/src/math.ts',
    text: '  // Both.\n  return a - b;\n}',
  });
  expect(await resultOf({ path, text, reply, kept: refusal.kept })).toBe(fixed.replace('add(a, a)', '2 * a'));
});

test('no line of the file closes the fence around the nearest lines', async () => {
  const page = '# Use\n\n```sh\nnpm test\n```\n';
  const wrong = `docs/use.md\n\`\`\`\`\n<<<<<<< SEARCH\n\`\`\`sh\nnpm tests\n\`\`\`\n=======\nx\n>>>>>>> REPLACE\n\`\`\`\`\n`;
  const refusal = await refusalOf({ path: 'docs/use.md', text: page, reply: wrong });
  expect(repairText(refusal)).toContain('\n````\n```sh\nnpm test\n```\n````\n');
});

test('the person hears why, and what to do', async () => {
  const refusal = await refusalOf({ path, text, reply: block(search, '  return a + ;\n}') });
  expect(refusal.message).toBe(
    'With this change src/math.ts would not parse any more (line 2: something is missing here).',
  );
  expect(refusal.remedy).toBe('Ask again, or take another model.');
});

test('a file that changed elsewhere keeps what was written in it', async () => {
  const now = `// New.\n${text.replace('add(a, a)', '2 * a')}`;
  for (const each of [
    reply,
    '```ts\nfunction add(a: number, b: number): number {\n  // Both.\n  return a + b;\n}\n```',
    `\`\`\`ts\n${fixed}\`\`\``,
  ]) {
    expect(await resultOf({ path, text, reply: each, project: memoryProject({ [path]: now }) })).toBe(
      now.replace('a - b', 'a + b'),
    );
  }
});

test('a file that changed where the answer would change it is left alone', async () => {
  const project = memoryProject({ [path]: text.replace('a - b', 'a * b') });
  for (const each of [reply, `\`\`\`ts\n${fixed}\`\`\``]) {
    expect(await resultOf({ path, text, reply: each, project })).toBe('refused: changed-meanwhile');
  }
});

test.each([
  ['gone', 'a file that was deleted', memoryProject({})],
  ['read-only', 'a read-only file', memoryProject({ [path]: text }, { readOnly: [path] })],
  ['excluded', 'a file that a rule excludes', memoryProject({ [path]: text }, { excluded: [path] })],
])('refuses with %s: %s', async (reason, _what, project) => {
  expect(await resultOf({ path, text, reply, project })).toBe(`refused: ${reason}`);
});

test.each([
  '.git/config',
  '.innerloop/config.jsonc',
  'package-lock.json',
  'sub/Cargo.lock',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  '../outside.ts',
])('never changes %s', async (each) => {
  const before = 'one\ntwo\nthree\n';
  const edit = block('one\ntwo\nthree', 'one\n2\nthree', each);
  expect(await resultOf({ path: each, text: before, reply: edit })).toBe('refused: protected');
});

test('never changes a usual place of secrets', async () => {
  const edit = block('A=1', 'A=2', '.env');
  expect(await resultOf({ path: '.env', text: 'A=1\n', reply: edit })).toBe('refused: excluded');
});

test('lines that stand nowhere are added to no file', async () => {
  const edit = block('', 'export const three = 3;');
  expect(await resultOf({ path, text, reply: edit })).toBe('refused: no-match');
});

test('keeps Windows line ends whatever form the reply has', async () => {
  const windows = text.replaceAll('\n', '\r\n');
  const expected = fixed.replaceAll('\n', '\r\n');
  for (const each of [reply, `\`\`\`ts\n${fixed}\`\`\``]) {
    expect(await resultOf({ path, text: windows, reply: each })).toBe(expected);
  }
});

test('a file with lines of "=" wants marks that cannot be taken for them', async () => {
  const guide = 'Guide\n=======\n\nRead\nthis.\n';
  const edit = block('Read\nthis.', 'Read\nthat.', 'guide.rst');
  const refusal = await refusalOf({ path: 'guide.rst', text: guide, reply: edit });
  expect(refusal.reason).toBe('wrong-format');
  expect(repairText(refusal)).toContain('Write 9 characters for each of its three marks.');
  const longer = edit
    .replace('\n=======\n', '\n=========\n')
    .replace('<<<<<<<', '<<<<<<<<<')
    .replace('>>>>>>>', '>>>>>>>>>');
  expect(await resultOf({ path: 'guide.rst', text: guide, reply: longer })).toBe(
    'Guide\n=======\n\nRead\nthat.\n',
  );
});

test('a whole file comes with the indentation of the present one, or not at all', async () => {
  const file = (code: string) => `\`\`\`\n${code}\`\`\``;
  const tabs = fixed.replaceAll('  ', '\t');
  expect(await resultOf({ path, text, reply: file(tabs) })).toBe(fixed);
  expect(await resultOf({ path, text, reply: file(fixed.replace('  return add', '\treturn add')) })).toBe(
    'refused: ambiguous',
  );
  const further = fixed.replaceAll(/^(?=.)/gm, '    ');
  expect(await resultOf({ path, text, reply: file(further) })).toBe(fixed);
});

test('a whole file without a grammar keeps half of its lines, or is no whole file', async () => {
  const lines = ['one', 'two', 'three', 'four'].map((line) => `${line}\n`);
  const reply = (kept: readonly string[]) => `\`\`\`\n${kept.join('')}five\n\`\`\``;
  const scene = { path: 'list.cob', text: lines.join('') };
  expect(await resultOf({ ...scene, reply: reply(lines.slice(0, 3)) })).toBe('one\ntwo\nthree\nfive\n');
  expect(await resultOf({ ...scene, reply: reply(lines.slice(0, 1)) })).toBe('refused: elided');
});

test('commands to type are no edit', async () => {
  expect(await resultOf({ path, text, reply: 'Run this:\n```sh\nnpm test\n```' })).toBe('refused: no-code');
});
