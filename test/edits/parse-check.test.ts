import { expect, test } from 'vitest';

import { parseCheck } from '../../server/edits/parse-check.ts';
import { syntax } from './support/gate-scene.ts';

const { signal } = new AbortController();

/** The faults of one file's change, as `line: message`, and what was and was not checked. */
async function check(path: string, before: string | undefined, text: string) {
  const uri = `file:///project/${path}`;
  const report = await parseCheck(syntax).check([{ uri, path, languageId: '', before, text }], signal);
  const faults = report.faults.map(({ range, message }) => {
    const line = text.slice(0, range?.start ?? 0).split('\n').length;
    return `${line}: ${message}`;
  });
  return { faults, checked: report.checked, notChecked: report.notChecked };
}

const notRun = ['not type-checked', 'not run'];

test('a change that parses has no faults', async () => {
  expect(await check('a.py', 'x = 1\n', 'x = 2\n')).toEqual({
    faults: [],
    checked: ['parses'],
    notChecked: notRun,
  });
  expect(await check('a.go', undefined, 'package a\n')).toMatchObject({ faults: [] });
});

test('a new syntax error is a fault, with its line', async () => {
  const { faults } = await check('a.ts', 'f(1);\ng(2);\n', 'f(1);\ng(2;\n');
  expect(faults).toEqual(['2: something is missing here']);
  expect((await check('a.ts', undefined, 'let = = 1;\n')).faults).toHaveLength(1);
});

test('errors that were there before are no faults of the change', async () => {
  const before = 'let a = ;\nlet b = 1;\n';
  expect((await check('a.ts', before, `let c = 2;\n${before}`)).faults).toEqual([]);
  expect((await check('a.ts', before, before.replace('b = 1', 'b = 2'))).faults).toEqual([]);
  expect((await check('a.ts', before, before.replace('let a = ;', 'let a = 0;'))).faults).toEqual([]);
});

test('a file that still has its old errors is not said to parse', async () => {
  const before = 'let a = ;\nlet b = 1;\n';
  const { checked } = await check('a.ts', before, before.replace('b = 1', 'b = 2'));
  expect(checked).toEqual(['no new syntax errors']);
  expect((await check('a.ts', before, 'let a = 0;\n')).checked).toEqual(['parses']);
  expect((await check('a.ts', undefined, before)).checked).toEqual([]);
});

test('an error in the text that was written counts, though an old one went away', async () => {
  const before = 'let a = ;\nlet b = 1;\n';
  const { faults } = await check('a.ts', before, 'let a = 1;\nlet b = ;\n');
  expect(faults).toHaveLength(1);
});

test('a language without a grammar is not parsed, and the report says so', async () => {
  expect(await check('a.cob', 'MOVE 1', 'MOVE 2')).toEqual({
    faults: [],
    checked: [],
    notChecked: ['not parsed: no grammar for a.cob', ...notRun],
  });
});

test('functions of one name in callbacks of their own are none', async () => {
  const one = "it('one', () => {\n  const act = () => f(1);\n});\n";
  const other = "it('other', () => {\n  const act = () => f(2);\n});\n";
  expect((await check('a.ts', one, one + other)).faults).toEqual([]);
  const twice = one.replace('});', '  const act = () => f(1);\n});');
  expect((await check('a.ts', one, twice)).faults).toEqual(['3: act is defined twice']);
});

test('a function that is written anew beside the old one is a fault', async () => {
  const before = 'class A:\n    def size(self):\n        return 1\n';
  const again = '\n    def size(self):\n        return 2\n';
  expect((await check('a.py', before, before + again)).faults).toEqual(['5: size is defined twice']);
  expect((await check('a.py', before + again, `${before}${again}x = 1\n`)).faults).toEqual([]);
});

test.each([
  ['a.ts', 'class A {\n  f(a: string) {}\n  f(a: number) {}\n}\nclass B {\n  f(a: string) {}\n}\n'],
  ['a.go', 'package a\n\nfunc (a A) Size() int { return 1 }\n\nfunc (b B) Size() int { return 2 }\n'],
  [
    'a.py',
    'class A:\n    @property\n    def x(self):\n        return 1\n\n    @x.setter\n    def x(self, to):\n        pass\n',
  ],
  ['A.java', 'class A {\n  void f(int a) {}\n  void f(long a) {}\n}\n'],
  [
    'a.rs',
    'impl A {\n    fn new() -> A {\n        A\n    }\n}\n\nimpl B {\n    fn new() -> B {\n        B\n    }\n}\n',
  ],
])('functions of one name that differ are none: %s', async (path, text) => {
  expect((await check(path, undefined, text)).faults).toEqual([]);
});
