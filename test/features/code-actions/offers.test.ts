import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { isRequestedKind } from '../../../server/features/code-actions/offers/requested-kinds.ts';
import { ActionBench } from './support/action-bench.ts';
import { ActionModel } from './support/action-model.ts';

const add = 'export function ad█d(a: number, b: number): number {\n  return a + b;\n}\n';
const documented = `/**\n * Adds.\n *\n * @param a - One.\n * @param b - The other.\n * @returns The sum.\n */\n${add}`;
const model = () => [new ActionModel([''])];
const problem = { message: "Cannot find name 'ad'. Did you mean 'add'?", source: 'ts', code: '2552' };

describe('what is offered', () => {
  test('begins with documentation where a function has none', async () => {
    const bench = new ActionBench({ 'src/math.ts': add }, { models: model() });
    expect(await bench.titles()).toEqual([
      'Document add',
      'Generate tests for add',
      'Explain add',
      'Improve add',
    ]);
  });

  test('holds no documentation where there is nothing to complete', async () => {
    const bench = new ActionBench({ 'src/math.ts': documented }, { models: model() });
    expect(await bench.titles()).toEqual(['Generate tests for add', 'Explain add', 'Improve add']);
  });

  test('completes documentation that lacks something, after the rest', async () => {
    const bench = new ActionBench({ 'src/math.ts': `/** Adds. */\n${add}` });
    expect(await bench.titles()).toEqual([
      'Generate tests for add',
      'Explain add',
      'Complete the documentation of add',
    ]);
  });

  test('holds nothing without a model that needs one', async () => {
    const bench = new ActionBench({ 'src/math.ts': add });
    const offers = await bench.offer();
    expect(offers.map(({ title }) => title)).toEqual([
      'Document add',
      'Generate tests for add',
      'Explain add',
    ]);
    expect(offers.some(({ usesModel }) => usesModel)).toBe(false);
  });

  test('holds no tests in a file of tests', async () => {
    const bench = new ActionBench({ 'src/math.test.ts': add });
    expect(await bench.titles()).not.toContain('Generate tests for add');
  });

  test('begins with the comment that asks for something', async () => {
    const text = 'const a = 1;\n// TODO: wri█te a function that doubles a number\n';
    const bench = new ActionBench({ 'a.ts': text }, { models: model() });
    expect((await bench.titles())[0]).toBe('Implement from this comment');
  });

  test.each([
    ['a.ts', "function add(a: number): number {\n  throw new Error('Not im█plemented yet');\n}\n"],
    ['a.py', 'def add(a):\n    pa█ss\n'],
    ['a.py', 'def add(a):\n    """Adds."""\n    raise NotImpl█ementedError\n'],
    ['a.go', 'package a\n\nfunc add(a int) int {\n\tpanic("not im█plemented")\n}\n'],
    ['a.ts', 'function add(a: number): number {\n  // so█on\n}\n'],
  ])('begins with writing a function that waits for it: %s %j', async (path, text) => {
    const bench = new ActionBench({ [path]: text }, { models: model() });
    expect((await bench.titles())[0]).toBe('Implement add');
  });

  test('does not take documentation for a wish', async () => {
    const text = '/** Return the su█m of both. */\nfunction add(a: number) {\n  return a;\n}\n';
    const bench = new ActionBench({ 'a.ts': text }, { models: model() });
    expect(await bench.titles()).not.toContain('Implement from this comment');
  });

  test('speaks of the lines that are selected', async () => {
    const text = 'function add(a: number) {\n⟦  const b = a;\n  return b;⟧\n}\n';
    const bench = new ActionBench({ 'a.ts': text }, { models: model() });
    expect(await bench.titles()).toContain('Improve the selected lines');
  });

  test('is the commit message alone where one is written', async () => {
    const bench = new ActionBench({ '.git/COMMIT_EDITMSG': '█\n# Please enter the commit message\n' });
    expect(await bench.titles()).toEqual(['Write the commit message from the staged changes']);
  });

  test('is nothing in an empty file', async () => {
    expect(await new ActionBench({ 'a.ts': '█' }, { models: model() }).titles()).toEqual([]);
  });

  test('is what a model can do where there is no grammar', async () => {
    const text = 'some █words\n';
    expect(await new ActionBench({ 'a.xyz': text }, { models: model() }).titles()).toEqual([
      'Explain a.xyz',
      'Improve a.xyz',
    ]);
    expect(await new ActionBench({ 'a.xyz': text }).titles()).toEqual([]);
  });

  test('has short titles however long names are', async () => {
    const name = 'a'.repeat(100);
    const bench = new ActionBench(
      { 'a.ts': `function ${name}█(b: number) {\n  return b;\n}\n` },
      { models: model() },
    );
    for (const title of await bench.titles()) expect(title.length).toBeLessThanOrEqual(65);
  });

  test('asks no model', async () => {
    const models = model();
    await new ActionBench({ 'a.ts': add }, { models, diagnostics: [problem] }).offer();
    expect(models[0]?.asked).toEqual([]);
  });
});

describe('when nobody has asked', () => {
  test('nothing is offered without a problem', async () => {
    const bench = new ActionBench({ 'a.ts': add }, { models: model() });
    expect(await bench.titles({ trigger: 'automatic' })).toEqual([]);
  });

  test('the fixes of a problem alone are offered', async () => {
    const bench = new ActionBench(
      { 'a.ts': 'const add = 1;\n⟦ad⟧;\n' },
      { models: model(), diagnostics: [problem] },
    );
    const offers = await bench.offer({ trigger: 'automatic' });
    expect(offers.map(({ title, kind }) => `${kind}: ${title}`)).toEqual([
      'quickfix: Change ad to add',
      "quickfix: Fix: Cannot find name 'ad'. Did you mean 'add'?",
    ]);
    expect(offers.map(({ fixes }) => fixes)).toEqual([[{ from: 'editor' }], [{ from: 'editor' }]]);
  });

  test('nothing is offered for a problem that nothing is known of, without a model', async () => {
    const diagnostics = [{ message: 'Something is odd.' }];
    const bench = new ActionBench({ 'a.ts': add }, { diagnostics });
    expect(await bench.titles({ trigger: 'automatic' })).toEqual([]);
  });
});

describe('the kinds that an editor wants', () => {
  test.each([
    ['refactor.rewrite.improve', ['refactor'], true],
    ['refactor.rewrite.improve', ['refactor.rewrite'], true],
    ['refactor', ['refactor.rewrite'], false],
    ['refactoring', ['refactor'], false],
    ['quickfix', ['source', 'quickfix'], true],
    ['quickfix', [''], true],
    ['quickfix', [], false],
    ['quickfix', undefined, true],
  ])('%s among %j: %s', (kind, only, expected) => {
    expect(isRequestedKind(kind, only)).toBe(expected);
  });

  test('decide what is offered', async () => {
    const bench = new ActionBench({ 'a.ts': add }, { models: model() });
    expect(await bench.titles({ only: ['refactor.rewrite'] })).toEqual(['Document add', 'Improve add']);
    expect(await bench.titles({ only: ['source.organizeImports'] })).toEqual([]);
  });
});

/** How long the first look at a document may take when a person asks. */
const firstLookMs = 1_000;

describe('when the syntax is not known in time', () => {
  test('general actions are offered', async () => {
    const never = { shapeOf: () => new Promise<undefined>(() => undefined), namesAt: async () => [] };
    const bench = new ActionBench(
      { 'a.ts': add },
      { models: model(), syntax: never, diagnostics: [problem] },
    );
    const offered = bench.titles();
    bench.clock.advance(firstLookMs);
    expect(await offered).toEqual([
      "Fix: Cannot find name 'ad'. Did you mean 'add'?",
      'Generate tests for the code here',
      'Explain a.ts',
      'Improve a.ts',
    ]);
  });

  test('they are those that fit as soon as it is', async () => {
    let isKnown = () => {};
    const known = new Promise<void>((resolve) => {
      isKnown = resolve;
    });
    const { installedSyntax } = await import('./support/installed-syntax.ts');
    const slow = {
      shapeOf: (...asked: Parameters<typeof installedSyntax.shapeOf>) =>
        known.then(() => installedSyntax.shapeOf(...asked)),
      namesAt: async () => [],
    };
    const bench = new ActionBench({ 'a.ts': add }, { syntax: slow });
    const early = bench.titles();
    bench.clock.advance(firstLookMs);
    expect(await early).toEqual(['Generate tests for the code here']);
    isKnown();
    expect(await bench.titles()).toContain('Document add');
  });

  test('they are those that fit the text of a moment ago, when it was known', async () => {
    const asked: string[] = [];
    let isSlow = false;
    const { installedSyntax } = await import('./support/installed-syntax.ts');
    const reader = {
      shapeOf: (...[source, signal]: Parameters<typeof installedSyntax.shapeOf>) => {
        asked.push(source.text);
        return isSlow ? new Promise<undefined>(() => undefined) : installedSyntax.shapeOf(source, signal);
      },
      namesAt: async () => [],
    };
    const bench = new ActionBench({ 'a.ts': `const one = 1;\n${add}` }, { syntax: reader });
    expect(await bench.titles()).toContain('Document add');
    isSlow = true;
    const typed = bench.document.withChange({ start: 0, end: 0, text: 'const two = 2;\n'.repeat(9) }, 2);
    const start = typed.text.indexOf('return');
    const range = { start, end: start };
    const late = bench.titles({ document: typed, range });
    bench.clock.advance(10);
    expect(await late).toContain('Document add');
    for (let version = 3; version < 9; version++) {
      const next = bench.titles({
        document: typed.withChange({ start: 0, end: 0, text: ' ' }, version),
        range,
      });
      bench.clock.advance(10);
      await next;
    }
    expect(asked.length).toBe(2);
  });

  test('a fix that takes long is left out of the list, which comes within 10 ms', async () => {
    const { installedSyntax } = await import('./support/installed-syntax.ts');
    const reader = {
      shapeOf: (...asked: Parameters<typeof installedSyntax.shapeOf>) => installedSyntax.shapeOf(...asked),
      namesAt: () => new Promise<never>(() => undefined),
    };
    const text = 'export function add() {\n  return ⟦totl⟧;\n}\n';
    const unknown = { message: "Cannot find name 'totl'.", source: 'ts', code: '2304' };
    const bench = new ActionBench({ 'a.ts': text }, { syntax: reader, diagnostics: [unknown] });
    bench.actions.prepare(bench.document);
    await expect
      .poll(async () => (await reader.shapeOf(bench.document, neverAborted))?.functions.length)
      .toBe(1);
    const offered = bench.titles();
    bench.clock.advance(10);
    expect(await offered).toContain('Document add');
  });

  test('one that stops asking stops waiting', async () => {
    const never = { shapeOf: () => new Promise<undefined>(() => undefined), namesAt: async () => [] };
    const bench = new ActionBench({ 'a.ts': add }, { syntax: never });
    const stop = new AbortController();
    const offered = bench.actions.offer(bench.request, stop.signal);
    stop.abort(new Error('stopped'));
    await expect(offered).rejects.toThrow('stopped');
  });
});
