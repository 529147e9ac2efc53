import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

import { UserError } from '../../../server/base/error-codes.ts';
import {
  customContexts,
  customHoles,
  customModes,
} from '../../../server/features/code-actions/custom/custom-action.ts';
import { parseCustomAction } from '../../../server/features/code-actions/custom/parse-custom-action.ts';
import { ActionBench } from './support/action-bench.ts';
import { ActionModel } from './support/action-model.ts';

const page = readFileSync(
  join(import.meta.dirname, '../../../server/features/code-actions/custom-actions.md'),
  'utf8',
);
const example = /```markdown\n([\s\S]*?\n)```/.exec(page)?.[1] ?? '';
const code = 'function add(a: number) {\n  return a█;\n}\n';

/** An action with these lines among its keys, and this prompt. */
function file(lines: string, prompt = 'Explain {selection}.', path = '/home/me/actions/mine.md') {
  return { path, text: `---\ntitle: Mine\n${lines}---\n${prompt}\n` };
}

function problemOf(text: string): string {
  try {
    parseCustomAction({ path: '/home/me/actions/mine.md', text });
    return 'none';
  } catch (error) {
    if (error instanceof UserError) return `${error.message} ${error.remedy}`;
    throw error;
  }
}

describe('the page on custom actions', () => {
  test('has an example that works as it says', async () => {
    const custom = [{ path: '/home/me/actions/table.md', text: example }];
    const text = "test('one', () => {\n⟦  expect(1).toBe(1);⟧\n});\n";
    const reply =
      "a.test.ts\n```\n<<<<<<< SEARCH\ntest('one', () => {\n  expect(1).toBe(1);\n});\n=======\ntest.each([1])('one', (n) => {\n  expect(n).toBe(n);\n});\n>>>>>>> REPLACE\n```\n";
    const model = new ActionModel([reply]);
    const bench = new ActionBench({ 'a.test.ts': text }, { custom, models: [model] });
    expect(await bench.take('Turn into a table of cases')).toContain('test.each([1])');
    expect(model.prompt).toContain('Rewrite the selected tests of a.test.ts as one table of cases');
    expect(model.prompt).toContain('expect(1).toBe(1);');
    const elsewhere = new ActionBench({ 'a.ts': text }, { custom, models: [model] });
    expect(await elsewhere.titles()).not.toContain('Turn into a table of cases');
  });

  test('names every choice and hole', () => {
    for (const word of [...customContexts, ...customModes]) expect(page).toContain(`\`${word}\``);
    for (const hole of customHoles) expect(page).toContain(`\`{${hole}}\``);
  });
});

describe('a custom action', () => {
  test('that asks shows the answer', async () => {
    const model = new ActionModel(['It adds.']);
    const bench = new ActionBench(
      { 'a.ts': code },
      { custom: [file('context: none\n', 'What is {symbol} in {path} ({language})?')], models: [model] },
    );
    expect(await bench.take('Mine')).toBe('It adds.\n');
    expect(model.prompt).toContain('What is add in a.ts (typescript)?');
    expect(model.prompt).not.toContain('return a');
  });

  test('that inserts puts code below the place', async () => {
    const model = new ActionModel(['```ts\nfunction sub() {}\n```']);
    const bench = new ActionBench({ 'a.ts': code }, { custom: [file('mode: insert\n')], models: [model] });
    expect(await bench.take('Mine')).toBe(
      `-- a.ts --\n${code.replace('█', '').trimEnd()}\nfunction sub() {}\n`,
    );
  });

  test('asks the model that it names', async () => {
    const [big, spare] = [new ActionModel(['big']), new ActionModel(['spare'], {}, 'spare')];
    const bench = new ActionBench(
      { 'a.ts': code },
      { custom: [file('model: spare\n')], models: [big, spare] },
    );
    expect(await bench.take('Mine')).toBe('spare\n');
    const unknown = new ActionBench({ 'a.ts': code }, { custom: [file('model: other\n')], models: [big] });
    await expect(unknown.take('Mine')).rejects.toMatchObject({ code: 'custom-action-model' });
  });

  test('needs no route where it names a model of the settings', async () => {
    const spare = new ActionModel(['spare'], {}, 'spare');
    const options = { custom: [file('model: spare\n')], models: [spare] };
    expect(await new ActionBench({ 'a.ts': code }, options).take('Mine')).toBe('spare\n');
  });

  test.each([
    ['languages: python\n', false],
    ['languages: typescript, python\n', true],
    ['files: src/**\n', false],
    ['files: [*.ts]\n', true],
    ['selection: required\n', false],
    ['selection: optional\n', true],
  ])('with %j is offered: %s', async (lines, isOffered) => {
    const bench = new ActionBench(
      { 'a.ts': code },
      { custom: [file(lines)], models: [new ActionModel([''])] },
    );
    expect((await bench.titles()).includes('Mine')).toBe(isOffered);
  });

  test('is not offered without a model, nor when nobody has asked', async () => {
    expect(await new ActionBench({ 'a.ts': code }, { custom: [file('')] }).titles()).not.toContain('Mine');
    const bench = new ActionBench(
      { 'a.ts': code },
      { custom: [file('')], models: [new ActionModel([''])], diagnostics: [{ message: 'x' }] },
    );
    expect(await bench.titles({ trigger: 'automatic' })).toEqual(['Fix: x']);
  });

  test.each(['ask', 'edit', 'insert'])('that shall %s and has no model says so', async (mode) => {
    const bench = new ActionBench({ 'a.ts': code }, { custom: [file(`mode: ${mode}\n`)] });
    await expect(bench.do('custom', '/home/me/actions/mine.md')).rejects.toMatchObject({
      code: 'action-no-model',
      message: expect.stringContaining('Mine'),
    });
  });

  test.each(['edit', 'insert'])('that shall %s may see what is related', (mode) => {
    expect(problemOf(`---\ntitle: A\nmode: ${mode}\ncontext: related\n---\nHello\n`)).toBe('none');
  });

  test('that was deleted since says so', async () => {
    const bench = new ActionBench({ 'a.ts': code }, { models: [new ActionModel([''])] });
    await expect(bench.do('custom', '/home/me/actions/mine.md')).rejects.toMatchObject({
      code: 'custom-action-gone',
    });
  });

  test('that cannot be used is told once, and the others are offered', async () => {
    const custom = [file('mod: edit\n'), file('', 'Hello.', '/home/me/actions/other.md')];
    const bench = new ActionBench({ 'a.ts': code }, { custom, models: [new ActionModel([''])] });
    expect(await bench.titles()).toContain('Mine');
    bench.clock.advance(5_000);
    await bench.titles();
    expect(bench.refused.map(({ message }) => message)).toEqual([
      'The custom action mine.md cannot be used: it has an unknown key "mod" (line 3).',
    ]);
  });
});

describe('what is wrong with a custom action', () => {
  test.each([
    ['title: A\n', 'its first line is not ---. Begin with ---'],
    ['---\ntitle: A\n', 'the second line --- is missing. Close the list'],
    ['---\nmode: ask\n---\nHello\n', 'it has no title. Add a line'],
    ['---\ntitle: A\n---\n\n', 'it has no prompt. Write below'],
    [
      '---\ntitle: A\nmode: change\n---\nHello\n',
      '"mode" is "change" (line 3). Write one of ask, edit, insert.',
    ],
    [
      '---\ntitle: A\nlanguage: go\n---\nHello\n',
      'it has an unknown key "language" (line 3). Did you mean "languages"?',
    ],
    ['---\ntitle: A\ntitle: B\n---\nHello\n', '"title" stands twice (line 3). Keep one'],
    ['---\ntitle:\n---\nHello\n', '"title" has no value (line 2). Give it one'],
    ['---\ntitle: A\nhello\n---\nHello\n', 'line 3 is no "key: value". Write each key'],
    ['---\ntitle: A\nkind: mine\n---\nHello\n', '"kind" is "mine". Write quickfix, refactor or source'],
    [
      '---\ntitle: A\n---\nSay {selektion}\n',
      'its prompt names {selektion}, which is nothing. Did you mean {selection}?',
    ],
    [
      '---\ntitle: A\nmode: edit\ncontext: none\n---\nHello\n',
      'with "mode: edit" the model must see the file, and "context" is "none". Write "context: file", or "mode: ask".',
    ],
    [
      '---\ntitle: A\nmode: insert\ncontext: selection\n---\nHello\n',
      'with "mode: insert" the model must see the file, and "context" is "selection".',
    ],
    [`---\ntitle: ${'A'.repeat(61)}\n---\nHello\n`, 'more than 60 characters. Shorten it'],
  ])('is told, with a remedy: %j', (text, problem) => {
    expect(problemOf(text)).toContain(problem);
    expect(problemOf(text)).toContain('mine.md');
  });

  test('is nothing in a file with comments, quotes and line ends of Windows', () => {
    expect(problemOf('\uFEFF---\r\n# mine\r\ntitle: "A: b"\r\n\r\n---\r\nHello { x }\r\n')).toBe('none');
  });
});
