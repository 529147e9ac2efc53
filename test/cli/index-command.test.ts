import { expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { BuiltIndex, IndexOptions, LearningProgress } from '../../server/cli/actions.ts';
import { runCommandLine } from './run-command-line.ts';
import { Paper, scriptedContext } from './scripted-context.ts';
import { builtIndex } from './scripted-index.ts';

async function screen(built: BuiltIndex, paper = new Paper()) {
  const terminal = { out: paper, error: new Paper() };
  return runCommandLine(['index'], scriptedContext({ buildIndex: async () => built }, { terminal }));
}

test('the index of the current folder is built, under a bar that goes away again', async () => {
  let nowMs = 0;
  const asked: IndexOptions[] = [];
  const buildIndex = async (options: IndexOptions, progress: LearningProgress) => {
    asked.push(options);
    nowMs = 1_000;
    progress(5, 10);
    return builtIndex;
  };
  const terminal = { out: new Paper(), error: new Paper({ isInteractive: true }) };
  const rest = { workingFolder: '/home/ada/src', terminal, monotonicMs: () => nowMs };
  const { exitCode, error } = await runCommandLine(['index'], scriptedContext({ buildIndex }, rest));
  expect(exitCode).toBe(0);
  expect(asked).toEqual([{ workingFolder: '/home/ada/src' }]);
  expect(error.endsWith(' reading 5 of 10 files\r\u001b[2K')).toBe(true);
});

test('the screen says what is in it, what it takes, and what was left out', async () => {
  const { out, error } = await screen(builtIndex);
  expect(error).toBe('');
  expect(out).toMatchInlineSnapshot(`
    "Index of /home/ada/src/engine
    1,812 files (4.1 MB), 5,120 chunks, 3,402 definitions
    41.0 MB of memory, 12.0 MB on disk, brought up to date in 0.84 s

    Languages
      typescript  1,512 files
      text        300 files

    Left out
      generated  1 file  src/api.gen.ts
      too large  4 files  data/a.json, data/b.json, data/c.json, …

    2 of the files are not tracked by git: they are searched and never sent to a model.
    "
  `);
});

test('an empty folder has a short screen', async () => {
  const report = {
    ...builtIndex.report,
    files: 0,
    sourceBytes: 0,
    chunks: 0,
    definitions: 0,
    memoryBytes: 0,
    languages: [],
    leftOut: [],
    untracked: 0,
  };
  expect((await screen({ ...builtIndex, report, diskBytes: 0 })).out).toMatchInlineSnapshot(`
    "Index of /home/ada/src/engine
    0 files (0.0 MB), 0 chunks, 0 definitions
    0.0 MB of memory, 0.0 MB on disk, brought up to date in 0.84 s
    "
  `);
});

test('examples stay within the width, and no name of a file rewrites the screen', async () => {
  const examples = ['a\u001b[2J.min.js', `${'long/'.repeat(40)}b.js`];
  const leftOut = [{ reason: 'minified', count: 2, examples }] as const;
  const { out } = await screen(
    { ...builtIndex, report: { ...builtIndex.report, leftOut } },
    new Paper({ columns: 60 }),
  );
  const line = out.split('\n').find((each) => each.includes('minified')) ?? '';
  expect(line).toMatch(/^ {2}minified, or data {2}2 files {2}a\ufffd\[2J\.min\.js, long\/.*…$/);
  expect(line.length).toBe(60);
});

test('what is missing and what was wrong is said beside it', async () => {
  const problems = [new UserError('too-many-files', { root: '/home/ada', limit: '100000' })];
  const report = { ...builtIndex.report, isComplete: false };
  const { exitCode, error } = await screen({ ...builtIndex, report, problems });
  expect(exitCode).toBe(0);
  expect(error).toMatchInlineSnapshot(`
    "! Not every file has been read.
    ! /home/ada holds more than 100000 files; those beyond are not learned. Open the folder of one project, or leave folders out with the setting files.exclude.
    "
  `);
});

test('--json gives the report to programs', async () => {
  const { out } = await runCommandLine(['index', '--json'], scriptedContext());
  const { report, diskBytes, tookMs, problems } = builtIndex;
  expect(JSON.parse(out)).toEqual({ ...report, diskBytes, tookMs, problems });
});
