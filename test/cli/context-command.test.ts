import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { PlaceContextOptions, QueryContextOptions } from '../../server/cli/actions.ts';
import { dropTexts } from '../../server/cli/drop-texts.ts';
import type { ContextBundle } from '../../server/context/context-item.ts';
import { runCommandLine, visible } from './run-command-line.ts';
import { Paper, type ScriptedContext, scriptedContext } from './scripted-context.ts';
import { bundle, emptyBundle, item, part } from './scripted-index.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'innerloop-context-'));
  writeFileSync(join(folder, 'a.ts'), 'const user = ;\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A context in which this bundle is found for every place. */
function finding(found: ContextBundle, paper = new Paper()): ScriptedContext {
  const gatherContext = async () => ({ bundle: found, indexMs: 340, problems: [] });
  const terminal = { out: paper, error: new Paper() };
  return scriptedContext({ gatherContext }, { workingFolder: folder, terminal });
}

/** What `innerloop context` prints of this bundle. */
async function screen(found: ContextBundle, paper = new Paper(), ...flags: string[]): Promise<string> {
  return (await runCommandLine(['context', 'a.ts:1:14', ...flags], finding(found, paper))).out;
}

describe('what is asked', () => {
  function listening() {
    const places: PlaceContextOptions[] = [];
    const queries: QueryContextOptions[] = [];
    const context = scriptedContext(
      {
        gatherContext: async (options) => {
          places.push(options);
          return { bundle: emptyBundle, indexMs: 0, problems: [] };
        },
        gatherContextFor: async (options) => {
          queries.push(options);
          return { bundle: emptyBundle, indexMs: 0, problems: [] };
        },
      },
      { workingFolder: folder },
    );
    return { places, queries, context };
  }

  test('a place is its file, its text and an offset, for a completion', async () => {
    const { places, queries, context } = listening();
    expect((await runCommandLine(['context', 'a.ts:1:14'], context)).exitCode).toBe(0);
    expect(queries).toEqual([]);
    const path = join(folder, 'a.ts');
    expect(places).toMatchObject([
      {
        path,
        document: { uri: pathToFileURL(path).href, languageId: 'typescript', text: 'const user = ;\n' },
        offset: 13,
        task: 'completion',
        maxTokens: undefined,
      },
    ]);
  });

  test('a query is asked in the current folder, for a chat', async () => {
    const { places, queries, context } = listening();
    await runCommandLine(['context', '--query', 'where are users made?'], context);
    expect(places).toEqual([]);
    expect(queries).toEqual([
      { workingFolder: folder, query: 'where are users made?', task: 'chat', maxTokens: undefined },
    ]);
  });

  test('task and budget are those of the flags', async () => {
    const { places, queries, context } = listening();
    const flags = ['--task', 'tests', '--max-tokens', '100000'];
    await runCommandLine(['context', 'a.ts:1:14', ...flags], context);
    await runCommandLine(['context', '--query', 'users', ...flags], context);
    expect([...places, ...queries]).toMatchObject([
      { task: 'tests', maxTokens: 100_000 },
      { task: 'tests', maxTokens: 100_000 },
    ]);
  });
});

describe('a command line that is not understood', () => {
  const eitherOr = 'Write innerloop context FILE:LINE:COL, or innerloop context --query "TEXT".';

  const refused: readonly (readonly [readonly string[], string])[] = [
    [[], `Neither a place nor a query is given.\n${eitherOr}`],
    [['a.ts:1:1', '--query', 'x'], `Both a place and a query are given.\n${eitherOr}`],
    [
      ['--query', ' \t'],
      'There is no word to look for in " \t".\nWrite words or names between quotes, for example innerloop search "parse settings file".',
    ],
    [['a.ts:1:1', '--task', 'test'], 'There is no task "test".\nDid you mean tests?'],
    [
      ['a.ts:1:1', '--task', 'refactoring'],
      'There is no task "refactoring".\nThe tasks are: completion, chat, tests, fix.',
    ],
    ...['0', '-1', '100001', '1.5', 'many', '', '99999999999'].map(
      (given) =>
        [
          ['a.ts:1:1', `--max-tokens=${given}`],
          `--max-tokens takes a whole number from 1 to 100000, not "${given}".\nWrite --max-tokens 2048, for example.`,
        ] as const,
    ),
    [
      ['a.ts'],
      '"a.ts" is not a place in a file.\nWrite FILE:LINE:COL, for example src/main.ts:12:5; line and column count from 1.',
    ],
  ];

  test.each(refused)('context %j ends with 2 and a remedy', async (argv, message) => {
    const answer = await runCommandLine(['context', ...argv], finding(bundle));
    expect(answer).toEqual({ exitCode: 2, out: '', error: `innerloop: ${message}\n` });
  });

  test.each(['gone.ts:1:1', '.:1:1', 'a.ts:9:1', 'a.ts:1:99'])(
    '%s ends with 1: it is not there',
    async (place) => {
      const { exitCode, out } = await runCommandLine(['context', place], finding(bundle));
      expect({ exitCode, out }).toEqual({ exitCode: 1, out: '' });
    },
  );
});

describe('the screen', () => {
  test('shows each item with its reason, what was left out, who was asked, and the sums', async () => {
    expect(await screen(bundle)).toMatchInlineSnapshot(`
      "src/users.ts:9-11  defines createUser, imported from ./users  (definitions, score 0.0164, 24 tokens)
        9 │ export function createUser(name: string): User {
       10 │   return { name };
       11 │ }

      src/store.ts:1-2,41-45  similar code  (similar, score 0.0151, 1,388 tokens)
        1 │ export class Store {
        2 │   readonly #rows: Row[] = [];
        ⋮ │
       41 │   find(name: string) {
          … 4 more lines (--full)

      Left out, no room in the budget (4):
        src/old.ts:1-12  similar code  (similar, score 0.0141)
        src/old.ts:21-32  similar code  (similar, score 0.0141)
        src/old.ts:41-52  similar code  (similar, score 0.0141)
        … 1 more (--full)
      Left out, excluded: a secret place, or a rule names it (1):
        .env:1  edited lately  (recent, score 0.016)

      Asked:
        definitions  1 found      0.3 ms
        similar      1,204 found  1.8 ms

      1,412 of 2,048 tokens in 2 items, put together in 2.1 ms, after reading the repository in 0.34 s.
      "
    `);
  });

  test('shows all with --full', async () => {
    expect(await screen(bundle, new Paper(), '--full')).toMatchInlineSnapshot(`
      "src/users.ts:9-11  defines createUser, imported from ./users  (definitions, score 0.0164, 24 tokens)
        9 │ export function createUser(name: string): User {
       10 │   return { name };
       11 │ }

      src/store.ts:1-2,41-45  similar code  (similar, score 0.0151, 1,388 tokens)
        1 │ export class Store {
        2 │   readonly #rows: Row[] = [];
        ⋮ │
       41 │   find(name: string) {
       42 │     const row = this.#rows.find((each) => each.name === name);
       43 │     return row;
       44 │   }
       45 │ }

      Left out, no room in the budget (4):
        src/old.ts:1-12  similar code  (similar, score 0.0141)
        src/old.ts:21-32  similar code  (similar, score 0.0141)
        src/old.ts:41-52  similar code  (similar, score 0.0141)
        src/old.ts:61-72  similar code  (similar, score 0.0141)
      Left out, excluded: a secret place, or a rule names it (1):
        .env:1  edited lately  (recent, score 0.016)

      Asked:
        definitions  1 found      0.3 ms
        similar      1,204 found  1.8 ms

      1,412 of 2,048 tokens in 2 items, put together in 2.1 ms, after reading the repository in 0.34 s.
      "
    `);
  });

  test('says so when there is nothing', async () => {
    expect(await screen(emptyBundle)).toMatchInlineSnapshot(`
      "There is no context to give.

      0 of 2,048 tokens in 0 items, put together in 0.4 ms, after reading the repository in 0.34 s.
      "
    `);
  });

  test('has places that stand out and lines that stand back on a terminal', async () => {
    const one = { ...emptyBundle, items: [item({ parts: [part(0, 'one();')] })] };
    expect(visible(await screen(one, new Paper({ colors: true })))).toMatchInlineSnapshot(`
      "␛[1msrc/users.ts:1␛[22m  defines createUser, imported from ./users  ␛[2m(definitions, score 0.0164, 24 tokens)␛[22m
      ␛[2m  1 │ one();␛[22m

      ␛[2m0 of 2,048 tokens in 1 item, put together in 0.4 ms, after reading the repository in 0.34 s.␛[22m
      "
    `);
  });

  test('is as narrow as the output, places and sums excepted', async () => {
    const reason = 'defines createUser and everything else that one could ever wish to know about users';
    const long = item({ reason, parts: [part(0, `const text = '${'x'.repeat(200)}';`)] });
    expect(await screen({ ...bundle, items: [long] }, new Paper({ columns: 60 }))).toMatchInlineSnapshot(`
      "src/users.ts:1
        defines createUser …  (definitions, score 0.0164, 24 tokens)
        1 │ const text = 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…

      Left out, no room in the budget (4):
        src/old.ts:1-12  similar code  (similar, score 0.0141)
        src/old.ts:21-32  similar code  (similar, score 0.0141)
        src/old.ts:41-52  similar code  (similar, score 0.0141)
        … 1 more (--full)
      Left out, excluded: a secret place, or a rule names it (1):
        .env:1  edited lately  (recent, score 0.016)

      Asked:
        definitions  1 found      0.3 ms
        similar      1,204 found  1.8 ms

      1,412 of 2,048 tokens in 1 item, put together in 2.1 ms, after reading the repository in 0.34 s.
      "
    `);
  });

  test('folds no single line away', async () => {
    const five = { ...emptyBundle, items: [item({ parts: [part(0, '1', '2', '3', '4', '5')] })] };
    expect(await screen(five)).toContain('  5 │ 5\n');
    const six = { ...emptyBundle, items: [item({ parts: [part(0, '1', '2', '3', '4', '5', '6')] })] };
    expect(await screen(six)).toContain('  4 │ 4\n    … 2 more lines (--full)\n');
  });

  test('lets no text of a file rewrite the screen', async () => {
    const anything = fc.string({ unit: 'binary', maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(anything, anything, anything, async (path, reason, text) => {
        const odd = item({ path, reason, parts: [part(0, text)] });
        const dropped = bundle.dropped.map((each) => ({ ...each, path, reason }));
        const printed = await screen({ ...bundle, items: [odd], dropped });
        expect(printed).not.toMatch(/(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  test('keeps every line of code within the width', async () => {
    const line = fc.string({ maxLength: 300 }).filter((text) => !/[\r\n]/.test(text));
    await fc.assert(
      fc.asyncProperty(line, fc.integer({ min: 40, max: 120 }), async (text, columns) => {
        const printed = await screen(
          { ...emptyBundle, items: [item({ parts: [part(9, text)] })] },
          new Paper({ columns }),
        );
        const code = printed.split('\n').filter((each) => each.includes(' │'));
        expect(code).toHaveLength(1);
        for (const each of code) expect(each.length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('says beside it what was wrong on the way, and that not all was read', async () => {
    const problems = [new UserError('settings-unknown', { file: 'c.jsonc', key: 'x', hint: 'Remove it.' })];
    const gatherContext = async () => ({
      bundle: { ...emptyBundle, isComplete: false },
      indexMs: 0,
      problems,
    });
    const context = scriptedContext({ gatherContext }, { workingFolder: folder });
    const { exitCode, error } = await runCommandLine(['context', 'a.ts:1:1'], context);
    expect(exitCode).toBe(0);
    expect(error).toMatchInlineSnapshot(`
      "! Not every file had been read when this was put together; something may be missing.
      ! c.jsonc names a setting that does not exist: "x". Remove it.
      "
    `);
  });
});

test.each(Object.entries(dropTexts))('the reason %s completes a heading', (_reason, text) => {
  expect(text).toMatch(/^[a-z].*[^.]$/);
});

test('--json gives the bundle as it is, with what was wrong', async () => {
  const problems = [new UserError('settings-unknown', { file: 'c.jsonc', key: 'x', hint: 'Remove it.' })];
  const gatherContext = async () => ({ bundle, indexMs: 340, problems });
  const context = scriptedContext({ gatherContext }, { workingFolder: folder });
  const { out, error } = await runCommandLine(['context', 'a.ts:1:1', '--json'], context);
  expect(error).toBe('');
  const message = 'c.jsonc names a setting that does not exist: "x".';
  expect(JSON.parse(out)).toEqual({
    ...bundle,
    indexMs: 340,
    problems: [{ code: 'settings-unknown', message, remedy: 'Remove it.' }],
  });
});

test('Ctrl-C while the repository is read ends with 130', async () => {
  const controller = new AbortController();
  const gatherContext = async () => {
    controller.abort();
    throw controller.signal.reason;
  };
  const context = scriptedContext({ gatherContext }, { workingFolder: folder, signal: controller.signal });
  expect(await runCommandLine(['context', 'a.ts:1:1'], context)).toEqual({
    exitCode: 130,
    out: '',
    error: '',
  });
});
