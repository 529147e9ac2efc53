import { describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { AskListener, AskOptions } from '../../server/cli/actions.ts';
import type { ChatAnswer } from '../../server/features/chat/chat-request.ts';
import { runCommandLine, visible } from './run-command-line.ts';
import { Paper, scriptedContext, unasked } from './scripted-context.ts';

const wrong = {
  text: 'src/a.ts:9',
  uri: 'file:///work/src/a.ts',
  startLine: 8,
  endLine: 9,
  isVerified: false,
  problem: 'the file has 3 lines',
} as const;

/** A command whose answer comes in these pieces. */
function asking(pieces: readonly string[], answer: Partial<ChatAnswer> = {}, paper = new Paper()) {
  const asked: AskOptions[] = [];
  const ask = async (options: AskOptions, { onText }: AskListener) => {
    asked.push(options);
    for (const piece of pieces) onText(piece, '/work');
    const problems = [new UserError('file-missing', { file: 'x', folder: 'y' })];
    return { answer: { ...unasked, model: 'm', ...answer }, indexMs: 1, problems };
  };
  const terminal = { out: paper, error: new Paper() };
  return { asked, context: scriptedContext({ ask }, { workingFolder: '/work/src', terminal }) };
}

test('the question needs no quotes; the flags go with it', async () => {
  const { asked, context } = asking([]);
  await runCommandLine(
    ['ask', 'What', 'is', '@src/a.ts?', '--model', 'qwen', '--max-tokens', '100'],
    context,
  );
  expect(asked).toEqual([
    { workingFolder: '/work/src', question: 'What is @src/a.ts?', model: 'qwen', maxTokens: 100 },
  ]);
});

test.each([
  [['?'], 'There is no word to look for in "?".'],
  [[], "Missing required argument 'QUESTION'."],
  [['x', '--max-tokens', 'many'], '--max-tokens takes a whole number from 1 to 100000, not "many".'],
])('ask %j ends with 2 and a remedy', async (argv, message) => {
  const { asked, context } = asking([]);
  const { exitCode, error } = await runCommandLine(['ask', ...argv], context);
  expect({ exitCode, asked }).toEqual({ exitCode: 2, asked: [] });
  expect(error).toContain(message);
});

describe('the screen', () => {
  test('shows the text as it comes, and wrong places and problems apart from it', async () => {
    const { exitCode, out, error } = await runCommandLine(
      ['ask', 'x'],
      asking(['It is at src/', 'a.ts:9', '.'], { citations: [wrong] }).context,
    );
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: 'It is at src/a.ts:9.\n' });
    expect(error).toBe(
      '! src/a.ts:9 is unverified: the file has 3 lines.\n! There is no file x. Check the spelling; relative paths start at y.\n',
    );
  });

  test('has places that can be clicked on a terminal, however they come', async () => {
    const paper = new Paper({ isInteractive: true });
    const { out } = await runCommandLine(
      ['ask', 'x'],
      asking(
        ['See src/', 'a b.ts `src/a.ts', ':3-9`, [it](src/b.ts#L4)', ' ../x.ts:1 /etc/x.ts:1'],
        {},
        paper,
      ).context,
    );
    expect(visible(out)).toBe(
      'See src/a b.ts `␛]8;;file:///work/src/a.ts#3␛\\src/a.ts:3-9␛]8;;␛\\`, [it](␛]8;;file:///work/src/b.ts#4␛\\src/b.ts#L4␛]8;;␛\\) ../x.ts:1 /etc/x.ts:1\n',
    );
  });

  test('takes no commands from a model', async () => {
    const paper = new Paper({ isInteractive: true });
    const { out } = await runCommandLine(
      ['ask', 'x'],
      asking(['a\u001b[2J\u001b]8;;http://x\u0007b\r\n', 'c'], {}, paper).context,
    );
    expect(visible(out)).toBe('a�[2J�]8;;http://x�b\nc\n');
  });
});

test('--json gives the answer as it is, and nothing before it', async () => {
  const usage = { promptTokens: 10, cachedTokens: undefined, completionTokens: 2 };
  const { out } = await runCommandLine(
    ['ask', 'x', '--json'],
    asking(['So.'], { content: 'So.', citations: [wrong], usage }).context,
  );
  expect(JSON.parse(out)).toEqual({
    question: 'x',
    content: 'So.',
    citations: [wrong],
    model: 'm',
    usage: { promptTokens: 10, completionTokens: 2 },
    traceId: 'trace-1',
    indexMs: 1,
    problems: [expect.objectContaining({ code: 'file-missing' })],
  });
});

test('a model that was asked for by its name and did not answer is a failure, no model is none', async () => {
  const without = { model: undefined };
  expect(await runCommandLine(['ask', 'x', '--model', 'm'], asking(['So.'], without).context)).toMatchObject({
    exitCode: 1,
  });
  expect(await runCommandLine(['ask', 'x'], asking(['So.'], without).context)).toMatchObject({ exitCode: 0 });
});

test('Ctrl-C leaves what came, whole lines and all', async () => {
  const controller = new AbortController();
  const ask = async (_: AskOptions, { onText }: AskListener, signal: AbortSignal) => {
    onText('So far', '/work');
    controller.abort(new Error('stopped'));
    throw signal.reason;
  };
  const answer = await runCommandLine(['ask', 'x'], scriptedContext({ ask }, { signal: controller.signal }));
  expect(answer).toEqual({ exitCode: 130, out: 'So far\n', error: '' });
});
