import { describe, expect, test } from 'vitest';

import type { ContextItem } from '../../../server/context/context-item.ts';
import { ActionBench, type BenchOptions } from './support/action-bench.ts';
import { ActionModel, type Say } from './support/action-model.ts';

const add = 'export function ad█d(a: number, b: number): number {\n  return a - b;\n}\n';

function block(path: string, search: string, replace: string): string {
  return `${path}\n\`\`\`\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n\`\`\`\n`;
}

const better = block(
  'src/math.ts',
  'export function add(a: number, b: number): number {\n  return a - b;\n}',
  'export function add(a: number, b: number): number {\n  return a + b;\n}',
);

function withModel(says: readonly Say[], options: BenchOptions = {}, text = add) {
  const model = new ActionModel(says);
  const bench = new ActionBench({ 'src/math.ts': text }, { models: [model], ...options });
  return { model, bench };
}

describe('a fix', () => {
  const problem = { message: "Cannot find name 'ad'.", source: 'ts', code: '2304' };

  test('without a model is the one that was chosen', async () => {
    const bench = new ActionBench(
      { 'a.ts': 'const addd = 1;\n⟦addf⟧;\n' },
      { diagnostics: [{ ...problem, message: "Cannot find name 'addf'." }] },
    );
    expect(await bench.take('Change addf to addd')).toMatchInlineSnapshot(`
      "-- a.ts --
      const addd = 1;
      addd;
      "
    `);
  });

  test('by a model sees the problem, what is related, and changes as little as it says', async () => {
    const related = [
      { uri: 'file:///project/src/use.ts', startLine: 0, endLine: 0, message: 'It is used here.' },
    ];
    const model = new ActionModel([better]);
    const bench = new ActionBench(
      {
        'src/math.ts': add.replace('█', '').replace('a - b', 'a ⟦-⟧ b'),
        'src/use.ts': 'export const three = add(1, 2);\n',
      },
      {
        models: [model],
        diagnostics: [{ message: 'The sum is wrong.', code: 'sum', source: 'check', related }],
      },
    );
    expect(await bench.take('Fix: The sum is wrong')).toContain('return a + b;');
    expect(model.prompt).toContain(
      'Problem (error, check sum) at src/math.ts, line 2, column 12:\nThe sum is wrong.',
    );
    expect(model.prompt).toContain(
      'Related: It is used here.\nsrc/use.ts, line 1:\n```\nexport const three = add(1, 2);\n```',
    );
    expect(bench.places.map(({ task, diagnostics }) => [task, diagnostics[0]?.message])).toEqual([
      ['fix', 'The sum is wrong.'],
    ]);
    expect(model.asked[0]?.purpose).toEqual({ feature: 'action', trigger: 'invoked' });
  });

  test('without a problem says so', async () => {
    await expect(withModel([]).bench.do('fix')).rejects.toThrow('no problem was named');
  });

  test('that is known no more says so', async () => {
    const bench = new ActionBench({ 'a.ts': '⟦x⟧;\n' });
    const diagnostic = { range: { start: 0, end: 1 }, message: 'It is odd.' };
    await expect(bench.do('fix', { diagnostic })).rejects.toThrow('No fix is known for: It is odd.');
  });
});

describe('an improvement', () => {
  test('follows the words of the person', async () => {
    const { model, bench } = withModel([better]);
    expect(await bench.do('improve', 'Add instead of subtracting.')).toContain('return a + b;');
    expect(model.prompt).toContain('Meant: src/math.ts, lines 1 to 3 (in add).\nAdd instead of subtracting.');
  });

  test('follows the comment above the selection', async () => {
    const text = add.replace('█', '').replace('  return a - b;', '  // use a plus here\n⟦  return a - b;⟧');
    const reply = block('src/math.ts', '  // use a plus here\n  return a - b;\n}', '  return a + b;\n}');
    const { model, bench } = withModel([reply], {}, text);
    expect(await bench.take('Do what the comment asks')).toContain('return a + b;');
    expect(model.prompt).toContain('use a plus here');
  });

  test('is asked for as a whole function of a small model', async () => {
    const model = new ActionModel(
      ['```ts\nexport function add(a: number, b: number): number {\n  return a + b;\n}\n```'],
      {
        windowTokens: 8_192,
        editFormat: 'whole-function',
      },
    );
    const bench = new ActionBench({ 'src/math.ts': `const one = 1;\n\n${add}` }, { models: [model] });
    expect(await bench.take('Improve add')).toMatchInlineSnapshot(`
      "-- src/math.ts --
      const one = 1;

      export function add(a: number, b: number): number {
        return a + b;
      }
      "
    `);
    expect(model.prompt).not.toContain('SEARCH');
  });

  test('says what was checked and what was not', async () => {
    const result = await withModel([better]).bench.run(withModel([]).bench.call('improve'));
    expect(result.kind === 'change' && result.change.report).toEqual({
      checked: ['parses'],
      notChecked: ['not type-checked', 'not run'],
      faults: [],
    });
    expect(result.kind === 'change' && result.change.model).toBe('big');
  });

  test('shows a file that is too large for the model around the place', async () => {
    const lines = Array.from({ length: 3_000 }, (_, at) => `const line${at} = ${at};\n`);
    const text = `${lines.slice(0, 1_500).join('')}${add}${lines.slice(1_500).join('')}`;
    const model = new ActionModel([better], { windowTokens: 6_000, editFormat: 'search-replace' });
    const bench = new ActionBench({ 'src/math.ts': text }, { models: [model] });
    expect(await bench.do('improve')).toContain('return a + b;');
    expect(model.prompt.length).toBeLessThan(20_000);
    expect(model.prompt).toContain('return a - b;');
  });
});

describe('writing what is missing', () => {
  test('fills the body of a function', async () => {
    const text =
      "export function add(a: number, b: number): number {\n  throw new Error('not im█plemented');\n}\n";
    const reply = block(
      'src/math.ts',
      text.replace('█', '').trimEnd(),
      add.replace('█', '').replace('-', '+').trimEnd(),
    );
    const { model, bench } = withModel([reply], {}, text);
    expect(await bench.take('Implement add')).toContain('return a + b;');
    expect(model.prompt).toContain('Write the body of add.');
  });

  test('puts the code that a comment asks for below it, with its indentation', async () => {
    const text = 'class A {\n  // write a method that do█ubles a number\n}\n';
    const reply = '```ts\ndouble(a: number): number {\n  return a * 2;\n}\n```';
    const { bench } = withModel([reply], {}, text);
    expect(await bench.take('Implement from this comment')).toMatchInlineSnapshot(`
      "-- src/math.ts --
      class A {
        // write a method that doubles a number
        double(a: number): number {
          return a * 2;
        }
      }
      "
    `);
  });

  test('says where the cursor belongs when there is nothing to write', async () => {
    await expect(withModel([better], {}, 'const a█ = 1;\n').bench.do('implement')).rejects.toThrow(
      'No function stands',
    );
  });
});

describe('documentation', () => {
  test('has the texts of a model in a form of ours', async () => {
    const says =
      'summary: Adds two numbers.\nparam a: The first one.\nparam b: The other */ one.\nreturns: Their sum.\nFine!';
    const { bench } = withModel([says]);
    expect(await bench.take('Document add')).toMatchInlineSnapshot(`
      "-- src/math.ts --
      /**
       * Adds two numbers.
       *
       * @param a - The first one.
       * @param b - The other * / one.
       * @returns Their sum.
       */
      export function add(a: number, b: number): number {
        return a - b;
      }
      "
    `);
  });

  test('stays a skeleton when the answer tells nothing', async () => {
    expect(await withModel(['I cannot.']).bench.take('Document add')).toContain('@param a\n');
  });

  test('is in the style of the neighbors', async () => {
    const bench = new ActionBench({
      'shop/a.py': 'def ad█d(a, b):\n    return a + b\n',
      'shop/b.py': 'def sub(a, b):\n    """Subtracts.\n\n    :param a: one\n    """\n    return a - b\n',
    });
    expect(await bench.take('Document add')).toContain(':param a:');
  });
});

describe('an explanation', () => {
  test('without a model is what syntax and index tell, with places', async () => {
    const bench = new ActionBench({
      'src/math.ts':
        "import { log } from './log';\n\n/** Divides. */\nexport function div█ide(a: number, b = 1): number {\n  if (b === 0) throw new RangeError('zero');\n  log(a);\n  return a / b;\n}\n",
      'src/log.ts': 'export function log(x: unknown): void {\n  void x;\n}\n',
    });
    expect(await bench.take('Explain divide')).toMatchInlineSnapshot(`
      "**divide**, function in [src/math.ts:4-8](file:///project/src/math.ts#L4)

      \`\`\`typescript
      export function divide(a: number, b = 1): number
      \`\`\`

      Divides.

      Parameters:
      - \`a\`: \`number\`
      - \`b\` Defaults to 1.

      Returns \`number\`.

      Throws:
      - \`RangeError\` If b === 0.

      Ways through it:
      - when \`b === 0\`: throws \`new RangeError('zero')\`

      Calls \`log\` [src/log.ts:1-3](file:///project/src/log.ts#L1).

      _Read from the syntax and the index. With a language model you get an explanation in words: \`innerloop doctor\` says how to connect one._"
    `);
  });

  test('without a model names as places only lines in which the name stands', async () => {
    const found = (path: string, text: string, reason: string): ContextItem => ({
      ...{ uri: `file:///project/${path}`, path, reason, retriever: 'usages', score: 1, tokens: 9 },
      parts: [{ text, startLine: 10, endLine: 13, range: { start: 0, end: text.length } }],
    });
    const bench = new ActionBench(
      { 'src/post.ts': 'export function post█age(zone: string) {\n  return zoneOf(zone);\n}\n' },
      {
        context: [
          found('test/zone.test.ts', "test('zoneOf', () => {\n  zoneOf('a');\n});\n", 'uses zoneOf'),
          found('src/stamp.ts', 'const postages = [];\n\nstick(postage(zone));\n', 'uses postage'),
        ],
      },
    );
    const told = await bench.take('Explain postage');
    expect(told).toContain('`postage` is named in:\n- [src/stamp.ts:13](file:///project/src/stamp.ts#L13)\n');
    expect(told).not.toContain('zone.test.ts');
  });

  test('without a model names no place of a call that may mean two things', async () => {
    const bench = new ActionBench({
      'src/a.ts': 'export function st█art() {\n  log();\n}\n',
      'src/log.ts': 'export function log() {}\n',
      'src/other.ts': 'export function log() {}\n',
    });
    expect(await bench.take('Explain start')).toContain('Calls `log`.\n');
  });

  /** What an explanation says below the signature. */
  async function waysIn(path: string, text: string): Promise<string> {
    const told = await new ActionBench({ [path]: text }).do('explain');
    return told.slice(told.lastIndexOf('```\n') + 5, told.indexOf('\n\n_Read'));
  }

  test('without a model tells in Rust an error that is given back from a panic', async () => {
    const text =
      'pub fn ha█lf(a: i32) -> Result<i32, String> {\n    if a < 0 {\n        return Err("negative".to_string());\n    }\n    if a == 7 {\n        panic!("seven");\n    }\n    Ok(a / 2)\n}\n';
    expect(await waysIn('src/half.rs', text)).toMatchInlineSnapshot(`
      "Parameters:
      - \`a\`: \`i32\`

      Returns \`Result<i32, String>\`.

      Errors: Fails if \`a < 0\`.

      Panics: If \`a == 7\`.

      Ways through it:
      - when \`a < 0\`: gives \`Err("negative".to_string())\`
      - when \`a == 7\`: panics by \`panic!("seven")\`

      Calls \`Err\`, \`to_string\`, \`panic\`, \`Ok\`."
    `);
  });

  test('without a model speaks of errors in Go as of values', async () => {
    const text =
      'package half\n\nfunc Ha█lf(a int) (int, error) {\n\tif a < 0 {\n\t\treturn 0, errors.New("negative")\n\t}\n\tif a == 7 {\n\t\tpanic("seven")\n\t}\n\treturn a / 2, nil\n}\n';
    expect(await waysIn('half.go', text)).toMatchInlineSnapshot(`
      "Parameters:
      - \`a\`: \`int\`

      Returns \`(int, error)\`.

      Errors: Fails if \`a < 0\`.

      Panics: If \`a == 7\`.

      Ways through it:
      - when \`a < 0\`: gives \`0, errors.New("negative")\`
      - when \`a == 7\`: panics by \`panic("seven")\`

      Calls \`New\`, \`panic\`."
    `);
  });

  test('without a model says that Python raises', async () => {
    const text = 'def ha█lf(a):\n    if a < 0:\n        raise ValueError("negative")\n    return a / 2\n';
    expect(await waysIn('half.py', text)).toMatchInlineSnapshot(`
      "Parameters:
      - \`a\`

      Returns a value.

      Raises:
      - \`ValueError\` If a < 0.

      Ways through it:
      - when \`a < 0\`: raises \`ValueError("negative")\`

      Calls \`ValueError\`."
    `);
  });

  test('without a model says of a branch that holds others only what those do', async () => {
    const text =
      'export function si█gn(a: number, b: number): number {\n  if (a > 0) {\n    if (b > 0) {\n      return 1;\n    } else {\n      return -1;\n    }\n  }\n  if (a < 0) {\n    if (b < 0) return 2;\n    return 3;\n  }\n  if (a === b) log(a);\n  return 0;\n}\n';
    expect(await waysIn('sign.ts', text)).toMatchInlineSnapshot(`
      "Parameters:
      - \`a\`: \`number\`
      - \`b\`: \`number\`

      Returns \`number\`.

      Ways through it:
      - when \`a > 0\`:
        - when \`b > 0\`: returns \`1\`
        - otherwise: returns \`-1\`
      - when \`a < 0\`:
        - when \`b < 0\`: returns \`2\`
        - in the end: returns \`3\`
      - when \`a === b\`: goes on

      Calls \`log\`."
    `);
  });

  test('without a model says that there are more ways than it lists', async () => {
    const ways = Array.from({ length: 13 }, (_, at) => `  if (a === ${at}) return ${at};\n`).join('');
    const told = await waysIn(
      'many.ts',
      `export function ma█ny(a: number): number {\n${ways}  return -1;\n}\n`,
    );
    expect(told).toContain('- when `a === 11`: returns `11`\n- and so on');
    expect(told).not.toContain('a === 12');
  });

  test('by a model names only what that model was shown', async () => {
    const item = (path: string, score: number, tokens: number): ContextItem => ({
      ...{ uri: `file:///project/${path}`, path, reason: 'uses add', retriever: 'usages', score, tokens },
      parts: [{ text: 'add(1, 2);\n', startLine: 4, endLine: 5, range: { start: 0, end: 11 } }],
    });
    const context = [item('src/small.ts', 1, 10), item('src/large.ts', 2, 100_000)];
    const { model, bench } = withModel(['It subtracts.'], { context }, `// It is first.\n\n${add}`);
    expect(await bench.take('Explain add')).toContain(
      'Read for this: [src/math.ts:1-5](file:///project/src/math.ts#L1), [src/small.ts:5](file:///project/src/small.ts#L5).',
    );
    expect(model.prompt).toContain('src/math.ts, lines 1 to 5:');
    expect(model.prompt).not.toContain('src/large.ts');
  });

  test('by a model names what it was made from', async () => {
    const { model, bench } = withModel(['It subtracts.']);
    expect(await bench.take('Explain add')).toMatchInlineSnapshot(`
      "It subtracts.

      Read for this: [src/math.ts:1-3](file:///project/src/math.ts#L1).
      "
    `);
    expect(model.prompt).toContain('return a - b;');
  });

  test('of half a word is that of the whole', async () => {
    const bench = new ActionBench({ 'src/math.ts': add.replace('█', '').replace('return', 're⟦tu⟧rn') });
    expect(await bench.do('explain')).toContain('**add**');
  });
});

describe('what goes wrong', () => {
  test('an answer that says nothing', async () => {
    const { bench } = withModel(['']);
    await expect(bench.do('improve')).rejects.toThrow('No model answered.');
    await expect(bench.do('explain')).rejects.toThrow('No model answered.');
  });

  test('the wrong form three times', async () => {
    const { model, bench } = withModel(['I would add.', 'Just add.', 'As I said: add.', 'add']);
    await expect(bench.do('improve')).rejects.toMatchObject({
      code: 'edit-refused',
      remedy: expect.stringContaining('Ask again'),
    });
    expect(model.asked.length).toBe(3);
    expect(bench.progress).toContain('Asking again: the answer could not be used');
  });

  test('another file than the one that was asked for', async () => {
    const { bench } = withModel([block('src/secret.ts', 'a\nb\nc', 'a\nx\nc')]);
    await expect(bench.do('improve')).rejects.toThrow('src/secret.ts');
  });

  test('an answer that is cut off', async () => {
    const { bench } = withModel([{ cut: better.slice(0, 90) }]);
    await expect(bench.do('improve')).rejects.toThrow('breaks off');
  });

  test('lines that the file does not have', async () => {
    const { bench } = withModel([block('src/math.ts', 'one\ntwo\nthree', 'one\n2\nthree')]);
    await expect(bench.do('improve')).rejects.toThrow('lines that src/math.ts does not have');
  });

  test('code that would not parse', async () => {
    const { bench } = withModel([better.replace('return a + b;', 'return a + ;(')]);
    await expect(bench.do('improve')).rejects.toThrow('would not parse');
  });

  test('a second answer that is right', async () => {
    const { model, bench } = withModel(['Just add.', better]);
    expect(await bench.do('improve')).toContain('a + b');
    expect(model.prompt).toContain('[assistant]\nJust add.\n[user]\nYour answer could not be used.');
  });

  test('a model that fails hands over to the next', async () => {
    const [broken, spare] = [
      new ActionModel(['fails'], {}, 'first'),
      new ActionModel([better], {}, 'second'),
    ];
    const bench = new ActionBench({ 'src/math.ts': add }, { models: [broken, spare] });
    expect(await bench.do('improve')).toContain('a + b');
    expect(bench.failures.map(({ kind }) => kind)).toEqual(['server-error']);
  });

  test('a model that fails and has no next', async () => {
    await expect(withModel(['fails']).bench.do('improve')).rejects.toMatchObject({
      code: 'model-server-error',
    });
  });

  test.each(['improve', 'implement'] as const)('no model for %s', async (name) => {
    await expect(new ActionBench({ 'a.ts': add }).do(name)).rejects.toMatchObject({
      code: 'action-no-model',
    });
  });

  test.each(['improve', 'implement', 'explain', 'document', 'generate-tests'] as const)(
    'an empty file: %s',
    async (name) => {
      const bench = new ActionBench({ 'a.ts': '█\n' }, { models: [new ActionModel([better])] });
      await expect(bench.do(name)).rejects.toMatchObject({ code: 'action-empty-file' });
    },
  );

  test.each(['explain', 'document'] as const)('no grammar: %s', async (name) => {
    await expect(new ActionBench({ 'a.xyz': 'wor█ds\n' }).do(name)).rejects.toMatchObject({
      code: 'action-no-grammar',
    });
  });

  test('a file that has changed since', async () => {
    const { bench } = withModel([better]);
    await expect(bench.run({ ...bench.call('improve'), version: 7 })).rejects.toMatchObject({
      code: 'action-stale',
    });
  });

  test('a file that is gone, excluded or read-only', async () => {
    const { bench } = withModel([better]);
    await expect(bench.run({ ...bench.call('improve'), uri: 'file:///project/gone.ts' })).rejects.toThrow(
      'not there any more',
    );
    const excluded = withModel([better], { excluded: ['src/math.ts'] });
    await expect(excluded.bench.do('improve')).rejects.toThrow('keeps it from being read');
    const readOnly = withModel([better], { readOnly: ['src/math.ts'] });
    await expect(readOnly.bench.do('improve')).rejects.toThrow('read-only');
    expect(readOnly.model.asked).toEqual([]);
  });

  test('a file that has changed while the model wrote is not overwritten', async () => {
    const { bench } = withModel([better]);
    const running = bench.do('improve');
    bench.project.write('src/math.ts', 'something else\n');
    await expect(running).rejects.toMatchObject({ code: 'edit-refused' });
  });

  test('related files that may not be sent are not', async () => {
    const item: ContextItem = {
      uri: 'file:///project/key.ts',
      path: 'key.ts',
      reason: 'defines key',
      retriever: 'definitions',
      score: 1,
      tokens: 10,
      parts: [{ startLine: 0, endLine: 1, text: 'KEY = 1\n', range: { start: 0, end: 8 } }],
    };
    const shown = withModel([better], { context: [item] });
    await shown.bench.do('improve');
    expect(shown.model.files).toEqual(['file:///project/key.ts', 'file:///project/src/math.ts']);
    const hidden = withModel([better], { context: [item], unsendable: ['key.ts'] });
    await hidden.bench.do('improve');
    expect(hidden.model.files).toEqual(['file:///project/src/math.ts']);
    expect(hidden.model.prompt).not.toContain('KEY');
  });
});

test('tests are written where the project has them', async () => {
  const bench = new ActionBench({
    'package.json': '{ "devDependencies": { "vitest": "4" } }',
    'src/math.ts': add,
  });
  const text = await bench.take('Generate tests for add');
  expect(text).toContain('-- src/math.test.ts --');
  expect(text).toContain("from './math");
});
