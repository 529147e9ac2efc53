import { describe, expect, test } from 'vitest';
import { readMessage } from '../../../server/features/code-actions/commit/read-message.ts';
import { styleWords, subjectStyle } from '../../../server/features/code-actions/commit/subject-style.ts';
import type { StagedFile, StagedSet } from '../../../server/features/code-actions/ports.ts';
import { ActionBench, type BenchOptions } from './support/action-bench.ts';
import { ActionModel } from './support/action-model.ts';

const buffer = '█\n# Please enter the commit message for your changes.\n';

function staged(
  texts: Readonly<Record<string, readonly [string | undefined, string | undefined]>>,
): readonly StagedFile[] {
  return Object.entries(texts).map(([path, [before, after]]) => ({
    ...{ uri: `file:///project/${path}`, path, before, after, withheld: undefined },
    kind: before === undefined ? 'added' : after === undefined ? 'deleted' : 'changed',
  }));
}

/** The buffer of the message as it becomes, for what is staged. */
async function check(
  texts: Readonly<Record<string, readonly [string | undefined, string | undefined]>>,
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
