import { describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { SearchOptions } from '../../server/cli/actions.ts';
import type { SearchResult } from '../../server/context/context-item.ts';
import { runCommandLine, visible } from './run-command-line.ts';
import { Paper, scriptedContext } from './scripted-context.ts';
import { result } from './scripted-index.ts';

function finding(results: readonly SearchResult[], paper = new Paper()) {
  const asked: SearchOptions[] = [];
  const search = async (options: SearchOptions) => {
    asked.push(options);
    return { results, indexMs: 340, searchMs: 1.25, problems: [] };
  };
  const terminal = { out: paper, error: new Paper() };
  return { asked, context: scriptedContext({ search }, { workingFolder: '/home/ada/src', terminal }) };
}

test.each([
  [[], 10],
  [['--limit', '100'], 100],
])('the words are looked for in the current folder; %j wants %i results', async (flags, limit) => {
  const { asked, context } = finding([]);
  await runCommandLine(['search', 'parse settings', ...flags], context);
  expect(asked).toEqual([{ workingFolder: '/home/ada/src', query: 'parse settings', limit }]);
});

test('words need no quotes', async () => {
  const { asked, context } = finding([]);
  await runCommandLine(['search', 'parse', 'settings', '--limit', '5'], context);
  expect(asked).toMatchObject([{ query: 'parse settings', limit: 5 }]);
});

test.each([
  [[], "Missing required argument 'QUERY'.\nSee `innerloop --help --all`."],
  [
    [''],
    'There is no word to look for in "".\nWrite words or names between quotes, for example innerloop search "parse settings file".',
  ],
  [
    ['=> ?'],
    'There is no word to look for in "=> ?".\nWrite words or names between quotes, for example innerloop search "parse settings file".',
  ],
  [
    ['x', '--limit', '101'],
    '--limit takes a whole number from 1 to 100, not "101".\nWrite --limit 20, for example.',
  ],
  [
    ['x', '--limit', '0'],
    '--limit takes a whole number from 1 to 100, not "0".\nWrite --limit 20, for example.',
  ],
])('search %j ends with 2 and a remedy', async (argv, message) => {
  const { asked, context } = finding([]);
  const answer = await runCommandLine(['search', ...argv], context);
  expect(answer).toEqual({ exitCode: 2, out: '', error: `innerloop: ${message}\n` });
  expect(asked).toEqual([]);
});

describe('the screen', () => {
  const other = {
    path: 'docs/settings.md',
    startLine: 0,
    endLine: 1,
    text: '# Settings',
    score: 3,
    reason: 'its path',
  };

  test('shows each place with its reason and the lines that tell most', async () => {
    const { exitCode, out } = await runCommandLine(
      ['search', 'parse settings file'],
      finding([result(), result(other)]).context,
    );
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "src/settings.ts:100  defines parseSettings  (score 12.3)
      101 │ export function parseSettings(file: string) {
      102 │   const text = read(file);
      103 │   return parse(text); // of the settings file

      docs/settings.md:1  its path  (score 3)
        1 │ # Settings

      2 results in 1.3 ms, after reading the repository in 0.34 s
      "
    `);
  });

  test('has places that stand out on a terminal', async () => {
    const { out } = await runCommandLine(
      ['search', 'settings'],
      finding([result(other)], new Paper({ colors: true })).context,
    );
    expect(visible(out)).toMatchInlineSnapshot(`
      "␛[1mdocs/settings.md:1␛[22m  its path  ␛[2m(score 3)␛[22m
      ␛[2m  1 │ # Settings␛[22m

      ␛[2m1 result in 1.3 ms, after reading the repository in 0.34 s␛[22m
      "
    `);
  });

  test('says that nothing was found, which is no failure', async () => {
    const answer = await runCommandLine(['search', 'unicorns \u001b[2J'], finding([]).context);
    expect(answer).toMatchObject({ exitCode: 0, error: '' });
    expect(answer.out).toMatchInlineSnapshot(`
      "Nothing was found for "unicorns �[2J".
      1.3 ms, after reading the repository in 0.34 s
      "
    `);
  });

  test('lets no text of a file rewrite it', async () => {
    const odd = result({
      path: 'a\n\u001b[2J.ts',
      text: 'settings \u001b]0;x\u0007',
      reason: 'its \u202ename',
    });
    const { out } = await runCommandLine(['search', 'settings'], finding([odd]).context);
    expect(out.split('\n')).toHaveLength(5);
    expect(out).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
  });
});

test('--json gives the results as they are', async () => {
  const problems = [new UserError('file-missing', { file: 'x', folder: 'y' })];
  const search = async () => ({ results: [result()], indexMs: 340, searchMs: 1.25, problems });
  const { out } = await runCommandLine(['search', 'x', '--json'], scriptedContext({ search }));
  expect(JSON.parse(out)).toEqual({
    query: 'x',
    results: [result()],
    indexMs: 340,
    searchMs: 1.25,
    problems: [
      {
        code: 'file-missing',
        message: 'There is no file x.',
        remedy: 'Check the spelling; relative paths start at y.',
      },
    ],
  });
});
