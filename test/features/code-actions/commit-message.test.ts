import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../server/features/code-actions/commit/read-message.ts';
import { styleWords, subjectStyle } from '../../../server/features/code-actions/commit/subject-style.ts';
import type { StagedFile, StagedSet } from '../../../server/features/code-actions/ports.ts';
import { ActionBench, type BenchOptions } from './support/action-bench.ts';
import { ActionModel } from './support/action-model.ts';

type Changes = Readonly<Record<string, readonly [string | undefined, string | undefined]>>;

const buffer = '█\n# Please enter the commit message for your changes.\n';

function staged(texts: Changes): readonly StagedFile[] {
  return Object.entries(texts).map(([path, [before, after]]) => ({
    ...{ uri: `file:///project/${path}`, path, before, after, withheld: undefined },
    kind: before === undefined ? 'added' : after === undefined ? 'deleted' : 'changed',
  }));
}

/** The buffer of the message as it becomes, for what is staged. */
async function check(
  texts: Changes,
  subjects: readonly string[] = [],
  options: BenchOptions = {},
): Promise<string> {
  const set: StagedSet = { files: staged(texts), subjects };
  const bench = new ActionBench({ '.git/COMMIT_EDITMSG': buffer }, { staged: set, ...options });
  return bench.take('Write the commit message from the staged changes');
}

const sub = 'export function sub(a: number) {\n  return a;\n}\n';
const conventional = ['feat(math): add mul', 'fix(math): divide by one', 'docs: say how'];

describe('a draft of a commit message', () => {
  test('names what was added, above the comments of git', async () => {
    const after = `${sub}export function add(a: number) {\n  return a;\n}\n`;
    expect(await check({ 'src/math.ts': [sub, after] })).toMatchInlineSnapshot(`
      "-- .git/COMMIT_EDITMSG --
      Add add in math.ts
      # Please enter the commit message for your changes.
      "
    `);
  });
  test('names a member that changed by its class', async () => {
    const text = (value: number) =>
      `class Stack {\n  size() {\n    return ${value};\n  }\n\n  peek() {}\n}\n`;
    expect(await check({ 'src/stack.ts': [text(1), text(2)] })).toContain('Change Stack.size in stack.ts\n');
  });
  test('lists the files where there are several', async () => {
    const texts = {
      'src/math.ts': [sub, `${sub}export const one = 1;\n`],
      'src/math.test.ts': [undefined, "test('one', () => {});\n"],
      'README.md': ['# Math\n', '# Maths\n'],
      'src/old.ts': [sub, undefined],
    } as const;
    expect(await check(texts)).toMatchInlineSnapshot(`
      "-- .git/COMMIT_EDITMSG --
      Add one in src

      - src/math.ts: adds one
      - src/math.test.ts: new
      - README.md: changed
      - src/old.ts: deleted
      # Please enter the commit message for your changes.
      "
    `);
  });
  test('says that a file moved', async () => {
    expect(await check({ 'a.ts': [sub, undefined], 'lib/b.ts': [undefined, sub] })).toContain(
      'Move a.ts to lib/b.ts',
    );
  });
  const twin = `${sub}// Another.\n`;
  test.each<[string, Changes, string]>([
    [
      'two that moved into a folder',
      {
        'a.ts': [sub, undefined],
        'b.ts': [twin, undefined],
        'lib/a.ts': [undefined, sub],
        'lib/b.ts': [undefined, twin],
      },
      'Move a.ts and b.ts to lib\n',
    ],
    [
      'two that got other names',
      {
        's/a.ts': [sub, undefined],
        's/b.ts': [twin, undefined],
        's/c.ts': [undefined, sub],
        's/d.ts': [undefined, twin],
      },
      'Move a.ts to c.ts and b.ts to d.ts in s\n',
    ],
    [
      'two of one text that moved, each from where it was',
      {
        'x/a.ts': [sub, undefined],
        'x/b.ts': [sub, undefined],
        'y/b.ts': [undefined, sub],
        'y/a.ts': [undefined, sub],
      },
      'Move b.ts and a.ts to y\n\n- y/b.ts: moved from x/b.ts\n- y/a.ts: moved from x/a.ts\n',
    ],
    [
      'one that was left behind by a copy',
      { 'a.ts': [sub, undefined], 'b.ts': [undefined, sub], 'c.ts': [undefined, sub] },
      'Add sub in c.ts\n\n- b.ts: moved from a.ts\n- c.ts: new\n',
    ],
    [
      'one that moved, and what changed with it',
      {
        'a.ts': [sub, undefined],
        'lib/a.ts': [undefined, sub],
        'b.ts': [twin, twin.replace('return a', 'return 1')],
      },
      'Move a.ts to lib/a.ts\n',
    ],
    [
      'one that moved beside something new',
      { 'a.ts': [sub, undefined], 'lib/a.ts': [undefined, sub], 'b.ts': ['', 'export const one = 1;\n'] },
      'Add one in b.ts\n\n- lib/a.ts: moved from a.ts\n',
    ],
    ['a test that is gone', { 'src/math.test.ts': [sub, undefined] }, 'Remove math.test.ts\n'],
    [
      'a test that is gone beside one that changed',
      { 'src/math.test.ts': [sub, undefined], 'src/sum.test.ts': [sub, twin] },
      'Update math.test.ts and sum.test.ts\n',
    ],
  ])('tells of %s', async (_what, texts, expected) => {
    expect(await check(texts)).toContain(`\n${expected}`);
  });
  test.each<[Changes, string]>([
    [{ 'src/circle.ts': [sub, sub.replace('return a', 'return 1')] }, 'refactor: change sub'],
    [{ 'src/ci/run.sh': ['a\n', 'b\n'] }, 'chore: update run.sh'],
    [{ Makefile: ['a\n', 'b\n'] }, 'chore: update Makefile'],
    [{ 'src/mypackage.json': ['1\n', '2\n'] }, 'refactor: update mypackage.json'],
    [{ 'a.ts': [sub, undefined], 'b.ts': [undefined, sub] }, 'refactor: move a.ts to b.ts'],
  ])('has the type that fits: %j', async (texts, expected) => {
    expect(await check(texts, ['feat: add mul', 'fix: divide by one'])).toContain(`\n${expected}`);
  });
  test('of tests alone says what they test', async () => {
    expect(await check({ 'src/math.test.ts': ['', "test('one', () => {});\n"] })).toContain('Test math\n');
  });
  test('has the prefix of a repository that has some', async () => {
    expect(await check({ 'src/math/sub.ts': ['', sub] }, conventional)).toContain(
      'feat(math): add sub in sub.ts\n',
    );
    expect(await check({ 'README.md': ['a', 'b'] }, conventional)).toContain('docs: update README.md\n');
  });
  test.each([
    [['Added a', 'Fixed b', 'Removed c'], 'Added sub in sub.ts\n'],
    [['adds a', 'fixes b', 'removes c'], 'adds sub in sub.ts\n'],
    [['Add a.', 'Fix b.', 'Remove c.'], 'Add sub in sub.ts.\n'],
  ])('is worded like %j', async (subjects, expected) => {
    expect(await check({ 'src/sub.ts': ['', sub] }, subjects)).toContain(expected);
  });
  test('is no longer than subjects are', async () => {
    const names = Array.from(
      { length: 3 },
      (_, at) => `export function ${'long'.repeat(8)}${at}() {}\n`,
    ).join('');
    const [subject = ''] = (await check({ 'src/a.ts': ['', names] })).split('\n').slice(1);
    expect(subject.length).toBeLessThanOrEqual(72);
    expect(subject).toMatch(/^Add long\w+/);
  });
  test('does not speak of a file that a rule excludes', async () => {
    const [file] = staged({ '.env': ['A=1', 'A=2'] });
    const set = {
      files: [
        ...staged({ 'src/sub.ts': ['', sub] }),
        ...(file === undefined ? [] : [{ ...file, withheld: 'excluded' as const }]),
      ],
      subjects: [],
    };
    const bench = new ActionBench({ '.git/COMMIT_EDITMSG': buffer }, { staged: set });
    expect(await bench.do('commit-message')).not.toContain('.env');
  });
  test('is not written of excluded files alone', async () => {
    const files = staged({ '.env': ['A=1', 'A=2'] }).map((file) => ({
      ...file,
      withheld: 'excluded' as const,
    }));
    const model = new ActionModel(['Add secrets']);
    const bench = new ActionBench(
      { '.git/COMMIT_EDITMSG': buffer },
      { staged: { files, subjects: [] }, models: [model] },
    );
    await expect(bench.do('commit-message')).rejects.toMatchObject({ code: 'commit-all-excluded' });
    expect(model.asked).toHaveLength(0);
  });
  test('is something to read where no message is being written', async () => {
    const bench = new ActionBench(
      { 'src/sub.ts': `█${sub}` },
      { staged: { files: staged({ 'src/sub.ts': ['', sub] }), subjects: [] } },
    );
    expect(await bench.do('commit-message')).toBe('```\nAdd sub in sub.ts\n```\n');
  });
  test('ends no earlier to read than it does', async () => {
    const model = new ActionModel(['````\nSay how\n\n```sh\nnpm test\n```\n````']);
    const bench = new ActionBench(
      { 'src/sub.ts': `█${sub}` },
      { models: [model], staged: { files: staged({ 'src/sub.ts': ['', sub] }), subjects: [] } },
    );
    expect(await bench.do('commit-message')).toBe('````\nSay how\n\n```sh\nnpm test\n```\n````\n');
  });
  test('needs something staged, in a repository', async () => {
    const empty = new ActionBench({ '.git/COMMIT_EDITMSG': buffer }, { staged: { files: [], subjects: [] } });
    await expect(empty.do('commit-message')).rejects.toMatchObject({ code: 'commit-nothing-staged' });
    const none = new ActionBench({ '.git/COMMIT_EDITMSG': buffer });
    await expect(none.do('commit-message')).rejects.toMatchObject({ code: 'commit-no-repository' });
  });
});

describe('a commit message by a model', () => {
  test('stands at the top, and was written from the diff', async () => {
    const model = new ActionModel(['```\nSubtract numbers\n\n\nBecause one needs it.\n```']);
    const text = await check({ 'src/sub.ts': ['', sub] }, ['Add a'], { models: [model] });
    expect(text).toMatchInlineSnapshot(`
      "-- .git/COMMIT_EDITMSG --
      Subtract numbers

      Because one needs it.
      # Please enter the commit message for your changes.
      "
    `);
    expect(model.prompt).toContain('+export function sub(a: number) {');
    expect(model.prompt).toContain('- Add a');
  });
  test('is not shown a file that may not be sent, nor its name', async () => {
    const model = new ActionModel(['Change it']);
    const texts = { 'src/sub.ts': ['', sub], 'private/key.ts': ['', 'export const key = 1;\n'] } as const;
    await check(texts, [], { models: [model], unsendable: ['private/key.ts'] });
    expect(model.prompt).not.toMatch(/key/);
    expect(model.files).toEqual(['file:///project/src/sub.ts']);
  });
  test('falls back to the draft when the answer is no message', async () => {
    const model = new ActionModel([`${'word '.repeat(60)}`]);
    expect(await check({ 'src/sub.ts': ['', sub] }, [], { models: [model] })).toContain('Add sub in sub.ts');
  });
  test('that cannot be used is told of, with the draft', async () => {
    const set = { files: staged({ 'src/sub.ts': ['', sub] }), subjects: [] };
    const options = () => ({ staged: set, models: [new ActionModel(['word '.repeat(60)])] });
    const bench = new ActionBench({ '.git/COMMIT_EDITMSG': buffer }, options());
    const result = await bench.run(bench.call('commit-message'));
    expect(result).toMatchObject({
      change: { model: undefined, remark: expect.stringContaining('cannot be used as a commit message') },
    });
    const reading = new ActionBench({ 'src/sub.ts': `█${sub}` }, options());
    expect(await reading.do('commit-message')).toBe(
      '```\nAdd sub in sub.ts\n```\n\nWhat the model answered cannot be used as a commit message: this is a draft from the names of what has changed. Ask again, or edit it.\n',
    );
  });
  test('is not asked for where nothing may be sent, which is told', async () => {
    const model = new ActionModel(['Change it']);
    const bench = new ActionBench(
      { '.git/COMMIT_EDITMSG': buffer },
      {
        staged: { files: staged({ 'src/sub.ts': ['', sub] }), subjects: [] },
        ...{ models: [model], unsendable: ['src/sub.ts'] },
      },
    );
    const result = await bench.run(bench.call('commit-message'));
    expect(result).toMatchObject({ change: { remark: expect.stringContaining('No model was asked') } });
    expect(model.asked).toHaveLength(0);
  });
  test('tells of no remark when it is the answer, or when no model is set', async () => {
    const set = { files: staged({ 'src/sub.ts': ['', sub] }), subjects: [] };
    for (const models of [[], [new ActionModel(['Add it'])]]) {
      const bench = new ActionBench({ '.git/COMMIT_EDITMSG': buffer }, { staged: set, models });
      const result = await bench.run(bench.call('commit-message'));
      expect(result.kind === 'change' ? result.change.remark : 'no change').toBeUndefined();
    }
  });
  test('is told of files that are too long to be shown', async () => {
    const model = new ActionModel(['Change it'], { windowTokens: 3_000 });
    const texts = { 'src/sub.ts': ['', sub], 'big.ts': ['', sub.repeat(1_000)] } as const;
    await check(texts, [], { models: [model] });
    expect(model.prompt).toContain('changed: big.ts (too long to be shown)');
    expect(model.prompt).toContain('+export function sub');
  });
});

test.each([
  ['Here is the message:\n\nAdd a\n', 'Add a'],
  ['Commit message: Add a', 'Add a'],
  ['# Add a\n\n# because', 'Add a\n\nbecause'],
  ['<think>hm</think>Add a', 'Add a'],
  ['', undefined],
  ['\u202eAdd a', undefined],
])('the message in the answer %j is %j', (answer, message) => {
  expect(readMessage(answer)).toBe(message);
});

test('a style is told to a model in a sentence', () => {
  expect(styleWords(subjectStyle(conventional))).toBe(
    'It begins with a type as Conventional Commits have it, with a scope; then a verb in the imperative, with a small letter, and no full stop at its end.',
  );
});
