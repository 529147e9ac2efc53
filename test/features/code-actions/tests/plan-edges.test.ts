import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../../server/base/cancellation.ts';
import { planTests } from '../../../../server/features/code-actions/tests/plan-tests.ts';
import { memoryProject } from '../../../support/memory-project.ts';
import { installedSyntax as syntax } from '../support/installed-syntax.ts';
import { decided, planned, testFile } from './support/test-project.ts';

const manifest = { 'package.json': '{ "devDependencies": { "vitest": "1" } }' };
const two =
  'export function one() {\n  return 1;\n}\n\nexport function two() {\n  return 2;\n}\n\nfunction three() {\n  return 3;\n}\n';

async function names(text: string, path = 'src/a.ts'): Promise<string> {
  const plan = await planned({ ...manifest, 'pytest.ini': '', 'go.mod': 'module a\n', [path]: text });
  return plan.subjects.map(({ displayName }) => displayName).join(', ');
}

describe('what is meant by a place', () => {
  test('a selection over half a word is the function', async () => {
    expect(await names(two.replace('return 2', 'ret⟦urn⟧ 2'))).toBe('two');
  });

  test('a selection over two functions is both', async () => {
    expect(await names(two.replace('return 1', 'return ⟦1').replace('return 2', 'return⟧ 2'))).toBe(
      'one, two',
    );
  });

  test('a cursor outside of functions is all that is exported', async () => {
    expect(await names(`█\n${two}`)).toBe('one, two');
  });

  test('a cursor in a class, or in its constructor, is its public methods', async () => {
    const cart =
      'export class Cart {\n  █\n  constructor(private n: number) {\n    this.n = n;\n  }\n  add() {\n    return this.n;\n  }\n  private hidden() {\n    return 1;\n  }\n}\nexport function other() {}\n';
    expect(await names(cart)).toBe('Cart.add');
    expect(await names(cart.replace('█', '').replace('this.n = n', 'this.█n = n'))).toBe('Cart.add');
  });

  test('a method knows its constructor and its class', async () => {
    const plan = await planned({
      ...manifest,
      'src/a.ts':
        'export class Cart {\n  constructor(n: number, private s = 1) {\n    this.s = n;\n  }\n  add(x: string) {\n    return x█;\n  }\n}\n',
    });
    const [subject] = plan.subjects;
    expect(subject?.owner?.name).toBe('Cart');
    expect(subject?.owner?.construct?.parameters.map(({ name }) => name)).toEqual(['n', 's']);
    expect(subject?.reference).toBe('Cart');
    expect(plan.imports).toContain("import { Cart } from './a';");
  });

  test('a function in a function is the outer one', async () => {
    expect(
      await names(
        'export function outer() {\n  function inner() {\n    return █1;\n  }\n  return inner();\n}\n',
      ),
    ).toBe('outer');
  });

  test('a documentation comment belongs to its function', async () => {
    expect(await names(two.replace('export function two', '/** Doc█. */\nexport function two'))).toBe('two');
  });

  test('a private method of a script is refused', async () => {
    const text = 'export class A {\n  #b() {\n    return █1;\n  }\n}\n';
    expect(await decided({ ...manifest, 'src/a.ts': text })).toContain(
      'tests-not-reachable: A test cannot call A.#b',
    );
  });
});

describe('where nothing can be written, the next step is told', () => {
  test.each([
    [
      'an empty file',
      'src/a.ts',
      '█',
      'tests-nothing-here: There is no function to test in src/a.ts, which is empty. Write the function first, then ask again.',
    ],
    [
      'no functions',
      'src/a.ts',
      'export const a█ = 1;\n',
      'tests-nothing-here: There is no function to test in src/a.ts. Ask on a file that has functions or classes.',
    ],
    [
      'nothing exported',
      'src/a.ts',
      'const x█ = 1;\n\nfunction a() {\n  return 1;\n}\n',
      'tests-nothing-here: There is no function to test in src/a.ts that a test can call: none of its functions is exported.',
    ],
    [
      'a language without tests',
      'src/a.lua',
      'function a()\n  return 1█\nend\n',
      'tests-language: innerloop writes no tests for src/a.lua',
    ],
    [
      'a language without grammar',
      'src/a.zig',
      'fn a() void {█}\n',
      'tests-language: innerloop writes no tests for src/a.zig',
    ],
    [
      'a test',
      'src/a.test.ts',
      "import { it } from 'vitest';\nexport function helper() {\n  return █1;\n}\nit('a', () => {});\n",
      'tests-of-tests: src/a.test.ts holds tests itself.',
    ],
  ])('%s', async (_, path, text, message) => {
    expect(await decided({ ...manifest, [path]: text })).toContain(message);
  });

  test('a file in no folder', async () => {
    const source = {
      uri: 'untitled:a.ts',
      languageId: 'typescript',
      text: 'export function a() {\n  return 1;\n}\n',
    };
    const plan = planTests(
      { source, range: { start: 0, end: 0 } },
      { files: memoryProject({}), syntax },
      neverAborted,
    );
    await expect(plan).rejects.toMatchObject({ code: 'tests-no-folder' });
  });

  test('a person who cancels', async () => {
    const project = memoryProject({ 'a.ts': two });
    const source = { uri: project.at('a.ts'), languageId: '', text: two };
    const reason = new Error('cancelled');
    const signal = AbortSignal.abort(reason);
    await expect(
      planTests({ source, range: { start: 0, end: 0 } }, { files: project, syntax }, signal),
    ).rejects.toBe(reason);
  });
});

describe('what an editor holds', () => {
  const source = 'export function half(n: number) {\n  return n█ / 2;\n}\n';

  test('a test that is open keeps its version, and its buffer is what is added to', async () => {
    const files = {
      ...manifest,
      'src/half.ts': source,
      'src/half.test.ts': "import { half } from './half';\n",
    };
    const buffer = "import { half } from './half';\n// not saved yet\n";
    const plan = await planned(files, { open: { 'src/half.test.ts': { text: buffer, version: 7 } } });
    expect(plan.existing).toEqual({ text: buffer, version: 7 });
    const text = await testFile(files, { open: { 'src/half.test.ts': { text: buffer, version: 7 } } });
    expect(text).toContain('// not saved yet');
  });

  test('line ends are those of the source in a new file', async () => {
    const plan = await planned({ ...manifest, 'src/half.ts': source.replaceAll('\n', '\r\n') });
    expect(plan.style.newline).toBe('\r\n');
    const text = await testFile({ ...manifest, 'src/half.ts': source.replaceAll('\n', '\r\n') });
    expect(text.slice(text.indexOf('import')).replaceAll('\r\n', '')).not.toContain('\n');
  });
});

test('the words of the languages are followed where names have spaces and signs', async () => {
  const decision = await decided({
    ...manifest,
    'src/my app/half it.ts': 'export function half(n: number) {\n  return n█ / 2;\n}\n',
  });
  expect(decision).toContain("run: npx vitest run 'src/my app/half it.test.ts'");
});
