import { expect, test } from 'vitest';

import { applyEdits } from '../../server/base/text-edit.ts';
import { admitReply } from '../../server/edits/edit-gate.ts';
import { locateCode } from '../../server/edits/locate-code.ts';
import type { FoundSymbol, SymbolIndex } from '../../server/edits/ports.ts';
import { type MemoryProject, memoryProject } from '../support/memory-project.ts';
import { gatePorts, syntax } from './support/gate-scene.ts';

const { signal } = new AbortController();

const project = memoryProject(
  {
    'src/math.ts': 'export function add(a: number, b: number) {\n  return a - b;\n}\n',
    'src/text.ts': 'export function trim(text: string) {\n  return text;\n}\n',
    'src/one.ts': 'export function both() {\n  return 1;\n}\n',
    'src/two.ts': 'export function both() {\n  return 2;\n}\n',
  },
  { excluded: ['secret.ts'] },
);

/** Finds top-level functions by their text. */
function symbolsOf(files: MemoryProject): SymbolIndex {
  const definitionsOf = async (name: string): Promise<FoundSymbol[]> => {
    const paths = await files.paths(files.root, signal);
    const found: FoundSymbol[] = [];
    for (const path of paths) {
      const look = await files.look(files.at(path), signal);
      if (look.kind !== 'text' || !look.text.includes(`function ${name}(`)) continue;
      const place = { uri: files.at(path), path, startLine: 0, endLine: 3 };
      found.push({ ...place, name, kind: 'function', signature: '', isExported: true, container: undefined });
    }
    return found;
  };
  return { definitionsOf, symbolsLike: async () => [] };
}

/** Where the code goes and what becomes of the file there, or why it goes nowhere. */
async function check(markdown: string, nearPath: string | undefined = 'src/math.ts'): Promise<string> {
  const look = nearPath === undefined ? undefined : await project.look(project.at(nearPath), signal);
  const near =
    look?.kind === 'text' && nearPath !== undefined
      ? { uri: project.at(nearPath), languageId: look.languageId, text: look.text, selection: undefined }
      : undefined;
  const ports = { files: project, symbols: symbolsOf(project), syntax };
  const located = await locateCode({ markdown, near }, ports, signal);
  if (located.kind === 'refused') return `${located.refusal.reason}: ${located.refusal.message}`;
  const { targets, formats } = located;
  const task = { title: 'Apply', targets, formats, model: undefined, notes: [] };
  const reply = { text: markdown, isTruncated: false, kept: [] };
  const outcome = await admitReply(reply, task, gatePorts(project), signal);
  if (outcome.kind === 'refused') return `${outcome.refusal.reason}: ${outcome.refusal.message}`;
  const [file] = outcome.change.files;
  return `${file?.path}\n${applyEdits(file?.before ?? '', file?.edits ?? [])}`;
}

const add = 'function add(a: number, b: number) {\n  return a + b;\n}';
const trim = 'function trim(text: string) {\n  return text.trim();\n}';

test('code below a path belongs to that file', async () => {
  expect(await check(`src/text.ts\n\`\`\`ts\n${trim}\n\`\`\``)).toBe(
    'src/text.ts\nexport function trim(text: string) {\n  return text.trim();\n}\n',
  );
});

test('code below a path that is not there makes a new file', async () => {
  expect(await check('src/new.ts\n```ts\nexport const x = 1;\n```')).toBe(
    'src/new.ts\nexport const x = 1;\n',
  );
});

test('code that names no file belongs where its function is: in the open document first, else by the index', async () => {
  expect(await check(`\`\`\`ts\n${add}\n\`\`\``)).toMatch(/^src\/math.ts\n.*\n {2}return a \+ b;/);
  expect(await check(`\`\`\`ts\n${trim}\n\`\`\``)).toMatch(/^src\/text.ts\n.*\n {2}return text.trim\(\);/);
});

test('blocks that name no file belong to the open document', async () => {
  const block = '<<<<<<< SEARCH\n  return a - b;\n}\n=======\n  return a + b;\n}\n>>>>>>> REPLACE';
  expect(await check(`\`\`\`ts\n${block}\n\`\`\``)).toMatch(/^src\/math.ts\n.*\n {2}return a \+ b;/);
});

test.each([
  [
    'no-place',
    'a function that is defined nowhere',
    '```ts\nfunction nowhere() {}\n```',
    'nowhere is defined nowhere',
  ],
  [
    'no-place',
    'a function that two files define',
    '```ts\nfunction both() {}\n```',
    'defined in src/one.ts, src/two.ts',
  ],
  ['no-place', 'code that defines nothing', '```ts\nadd(1, 2);\n```', 'defines no function or class'],
  ['no-code', 'words', 'Nothing to change.', 'no code'],
  ['protected', 'a file outside the workspace', '../x.ts\n```ts\nlet a;\n```', 'outside the workspace'],
  [
    'protected',
    'a file that decides over innerloop',
    '.innerloop/a.md\n```\nx\n```',
    'what innerloop may do',
  ],
  ['excluded', 'a file that a rule excludes', 'secret.ts\n```ts\nlet a;\n```', 'a rule'],
  ['no-code', 'a part of a file', 'src/math.ts\n```ts\nadd(1, 2);\n```', ''],
])('refuses with %s: %s', async (reason, _what, markdown, words) => {
  const outcome = await check(markdown);
  expect(outcome).toMatch(new RegExp(`^${reason}: `));
  expect(outcome).toContain(words);
});

test('without a document and a path nothing is guessed', async () => {
  expect(await check('```\nadd(1, 2);\n```', undefined)).toMatch(/^no-place/);
});
