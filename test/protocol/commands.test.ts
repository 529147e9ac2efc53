import { describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { ActionCall, ReportProgress } from '../../server/features/code-actions/code-action.ts';
import { type InProcessServer, initializedServer } from './support/server-in-process.ts';

const uri = 'file:///a.ts';
const call: ActionCall = { name: 'fix', uri, version: 1, start: 0, end: 3 };

function run(server: InProcessServer, command: string, args?: readonly unknown[]): Promise<unknown> {
  return server.client.request('workspace/executeCommand', {
    command: `innerloop.${command}`,
    arguments: args,
  });
}

/** Waits until everything sent so far was taken up. */
async function settled(server: InProcessServer): Promise<void> {
  await server.client.request('nothing/such');
  await server.client.request('nothing/such');
}

function got(server: InProcessServer, method: string): unknown[] {
  return server.client.calls.filter((each) => each.method === method).map(({ params }) => params);
}

/** Work that the test ends. */
interface Held {
  readonly report: ReportProgress;
  readonly signal: AbortSignal;
  finish(): void;
  fail(error: Error): void;
}

/** Holds the first action that is run; like all our work it stops when its signal aborts. */
function holdAction({ application }: InProcessServer): Promise<Held> {
  return new Promise((began) => {
    application.onRunAction = (_call, report, signal) =>
      new Promise((finish, fail) => {
        signal.addEventListener('abort', () => fail(signal.reason));
        began({ report, signal, finish, fail });
      });
  });
}

const word = (start: number, end: number) => ({
  start: { line: 0, character: start },
  end: { line: 0, character: end },
});

describe('innerloop.action', () => {
  test('has the application run the call that it carries', async () => {
    const server = await initializedServer();
    expect(await run(server, 'action', [{ ...call, more: 1 }])).toMatchObject({ result: null });
    expect(server.application.heard).toEqual(['run fix file:///a.ts 0-3']);
  });

  test.each([
    [undefined],
    [[]],
    [[null]],
    [[{ ...call, name: 'format' }]],
    [[{ ...call, end: -1 }]],
    [['fix']],
  ])('is refused with arguments %j', async (args) => {
    const server = await initializedServer();
    expect(await run(server, 'action', args)).toMatchObject({ error: { code: -32602 } });
    expect(server.application.heard).toEqual([]);
  });

  test('is answered after a second, while its work goes on', async () => {
    const server = await initializedServer();
    const held = holdAction(server);
    const answer = run(server, 'action', [call]);
    const { signal, fail } = await held;
    await settled(server);
    await server.clock.advance(1_000);
    expect(await answer).toMatchObject({ result: null });
    expect(signal.aborted).toBe(false);
    fail(new UserError('action-not-here', { action: 'fixing' }));
    await settled(server);
    expect(got(server, 'window/showMessage')).toEqual([
      {
        type: 1,
        message:
          'There is nothing here for fixing. Put the cursor into the function, class or problem that is meant, and ask again.',
      },
    ]);
  });

  test('stops when its request is cancelled', async () => {
    const server = await initializedServer();
    const held = holdAction(server);
    const id = server.client.send('workspace/executeCommand', {
      command: 'innerloop.action',
      arguments: [call],
    });
    const { signal } = await held;
    server.client.notify('$/cancelRequest', { id });
    expect(await server.client.answerOf(id)).toMatchObject({ error: { code: -32800 } });
    expect(signal.aborted).toBe(true);
  });

  test('says that something went wrong, without saying what, when the error is ours', async () => {
    const server = await initializedServer();
    server.application.onRunAction = async () => {
      throw new Error('const secret = 1');
    };
    await run(server, 'action', [call]);
    await settled(server);
    const shown = [...got(server, 'window/showMessage'), ...got(server, 'window/logMessage')];
    expect(shown).toMatchObject([
      { type: 1, message: expect.stringMatching(/^Something went wrong inside innerloop\. Try again/) },
      { message: expect.stringContaining('failed where=') },
    ]);
    expect(JSON.stringify(shown)).not.toContain('secret');
  });
});

describe('progress', () => {
  const shows = { window: { workDoneProgress: true } };

  test('is shown under a token that we make, with a button', async () => {
    const server = await initializedServer(shows);
    server.application.onRunAction = async (_call, report) => report('asking the model');
    await run(server, 'action', [call]);
    await settled(server);
    const token = 'innerloop-1';
    expect(got(server, '$/progress')).toEqual([
      { token, value: { kind: 'begin', title: 'Fixing', cancellable: true } },
      { token, value: { kind: 'report', message: 'asking the model' } },
      { token, value: { kind: 'end', message: 'Done' } },
    ]);
  });

  test("is shown under the client's token, and the answer waits for its end", async () => {
    const server = await initializedServer();
    const held = holdAction(server);
    const id = server.client.send('workspace/executeCommand', {
      command: 'innerloop.action',
      arguments: [call],
      workDoneToken: 7,
    });
    const { finish } = await held;
    await server.clock.advance(5_000);
    await settled(server);
    expect(server.client.answers.some((answer) => answer.id === id)).toBe(false);
    finish();
    expect(await server.client.answerOf(id)).toMatchObject({ result: null });
    expect(got(server, '$/progress')).toMatchObject([
      { token: 7, value: { kind: 'begin' } },
      { token: 7, value: { kind: 'end' } },
    ]);
    expect(got(server, 'window/workDoneProgress/create')).toEqual([]);
  });

  test('stops the work when its button is pressed, without a complaint', async () => {
    const server = await initializedServer(shows);
    const held = holdAction(server);
    const answer = run(server, 'action', [call]);
    const { signal } = await held;
    server.client.notify('window/workDoneProgress/cancel', { token: 'innerloop-1' });
    expect(await answer).toMatchObject({ result: null });
    expect(signal.aborted).toBe(true);
    await settled(server);
    expect(got(server, '$/progress').at(-1)).toMatchObject({ value: { kind: 'end', message: 'Stopped' } });
    expect(got(server, 'window/showMessage')).toEqual([]);
  });

  test('is not touched by the button of another', async () => {
    const server = await initializedServer(shows);
    const held = holdAction(server);
    const answer = run(server, 'action', [call]);
    const { signal, finish } = await held;
    for (const token of ['innerloop-2', null, {}])
      server.client.notify('window/workDoneProgress/cancel', { token });
    await settled(server);
    expect(signal.aborted).toBe(false);
    finish();
    await answer;
  });
});

describe('a change that was shown', () => {
  test.each([
    [undefined, 'undefined'],
    [[null], 'undefined'],
    [['7'], '7'],
  ])('is applied or discarded with %j', async (args, id) => {
    const server = await initializedServer();
    await run(server, 'applyChange', args);
    await run(server, 'discardChange', args);
    expect(server.application.heard).toEqual([`apply ${id}`, `discard ${id}`]);
  });

  test('that is refused is told with the reason and what to do', async () => {
    const server = await initializedServer();
    server.application.onApplyChange = async () => {
      throw new UserError('change-refused', { title: 'Add tests', reason: 'the editor refused it' });
    };
    expect(await run(server, 'applyChange')).toMatchObject({ result: null });
    expect(got(server, 'window/showMessage')).toEqual([
      {
        type: 1,
        message:
          '"Add tests" was not applied: the editor refused it. Nothing is lost: put that right and apply it again, or discard it.',
      },
    ]);
  });
});

describe('a command by name', () => {
  const text = 'one two three';

  /** The server with a document open; every place is offered as it is, under the command's own name. */
  async function offering(): Promise<InProcessServer> {
    const server = await initializedServer();
    server.application.onCodeActions = async ({ range, diagnostics }) =>
      (['generate-tests', 'fix'] as const).map((name) => ({
        title: name,
        kind: 'refactor',
        call: { name, uri, version: 1, ...range, argument: diagnostics.map(({ message }) => message) },
        isPreferred: false,
        usesModel: false,
        fixes: [],
      }));
    server.client.open(uri, text);
    return server;
  }

  test.each([
    [[{ uri, range: word(4, 7) }], '4-7'],
    [[{ textDocument: { uri }, position: { line: 0, character: 5 } }], '5-5'],
    [[uri, word(4, 7)], '4-7'],
    [[word(4, 7), uri], '4-7'],
    [[uri], '0-13'],
    [[], '0-13'],
    [[null, 7, { uri: null, range: { start: 1 } }], '0-13'],
  ])('works at the place that %j names', async (args, place) => {
    const server = await offering();
    await run(server, 'generateTests', args);
    expect(server.application.heard.at(-1)).toBe(`run generate-tests file:///a.ts ${place}`);
  });

  test('works where a code action was asked for last', async () => {
    const server = await offering();
    const asked = { textDocument: { uri }, range: word(4, 7), context: { diagnostics: [] } };
    await server.client.request('textDocument/codeAction', asked);
    await run(server, 'generateTests');
    expect(server.application.heard.at(-1)).toBe('run generate-tests file:///a.ts 4-7');
  });

  test('works where text was changed last', async () => {
    const server = await offering();
    server.client.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: word(4, 7), text: '2' }],
    });
    await run(server, 'generateTests');
    expect(server.application.heard.at(-1)).toBe('run generate-tests file:///a.ts 5-5');
  });

  test('fixes the problem that the editor showed there last', async () => {
    const server = await offering();
    const calls: ActionCall[] = [];
    server.application.onRunAction = async (each) => {
      calls.push(each);
    };
    const problem = { range: word(4, 7), message: 'two is not one' };
    const asked = { textDocument: { uri }, range: word(4, 7), context: { diagnostics: [problem] } };
    await server.client.request('textDocument/codeAction', asked);
    await run(server, 'fix');
    await run(server, 'fix', [{ uri, diagnostic: { ...problem, message: 'named' } }]);
    expect(calls).toMatchObject([{ argument: ['two is not one'] }, { argument: ['named'] }]);
  });

  test.each([[['make it faster', word(4, 7)]], [[{ instruction: 'make it faster', range: word(4, 7) }]]])(
    'takes its instruction as it is given: %j',
    async (args) => {
      const server = await offering();
      const calls: ActionCall[] = [];
      server.application.onRunAction = async (each) => {
        calls.push(each);
      };
      await run(server, 'improve', args);
      expect(calls).toEqual([
        { name: 'improve', uri, version: 1, start: 4, end: 7, argument: 'make it faster' },
      ]);
    },
  );

  test('says so where no fix is offered, even a moment later', async () => {
    const server = await offering();
    let asked = 0;
    server.application.onCodeActions = async () => {
      asked += 1;
      return [];
    };
    const answer = run(server, 'fix');
    for (let i = 0; i < 3; i++) {
      await settled(server);
      server.clock.advance(200);
    }
    expect(await answer).toMatchObject({ result: null });
    expect(asked).toBe(3);
    expect(got(server, 'window/showMessage')).toMatchObject([
      { message: expect.stringContaining('There is nothing here for fixing.') },
    ]);
  });

  test('says so where no document is known, or the one that is named is not open', async () => {
    const server = await initializedServer();
    await run(server, 'explain');
    await run(server, 'explain', [{ uri }]);
    expect(got(server, 'window/showMessage')).toMatchObject([
      { message: expect.stringContaining('It is not known which file is meant.') },
      { message: expect.stringContaining('The document is not open.') },
    ]);
  });

  test('forgets the place of a document that is closed', async () => {
    const server = await offering();
    server.client.notify('textDocument/didClose', { textDocument: { uri } });
    await run(server, 'explain');
    expect(got(server, 'window/showMessage')).toMatchObject([
      { message: expect.stringContaining('It is not known which file is meant.') },
    ]);
  });
});

describe('innerloop.chat', () => {
  test('opens a chat about the place, with the question', async () => {
    const server = await initializedServer();
    server.client.open(uri, 'one two');
    await run(server, 'chat', ['What is two?', word(4, 7)]);
    expect(server.application.chats).toMatchObject([
      { question: 'What is two?', document: { uri }, selection: { start: 4, end: 7 } },
    ]);
  });

  test('opens a chat about nothing where no document is open', async () => {
    const server = await initializedServer();
    await run(server, 'chat');
    expect(server.application.chats).toEqual([
      { question: undefined, document: undefined, selection: undefined },
    ]);
  });
});

test('innerloop.sendChat sends the chat document at the place', async () => {
  const server = await initializedServer();
  server.client.open('file:///x.chat.md', '## You\n\nWhy?\n');
  await run(server, 'sendChat');
  expect(server.application.heard.at(-1)).toBe('run send-chat file:///x.chat.md 0-13');
});

describe('shutdown', () => {
  test('stops what a command does, and answers the command', async () => {
    const server = await initializedServer();
    const began = holdAction(server);
    const answer = run(server, 'action', [call]);
    const { signal } = await began;
    await server.client.request('shutdown');
    expect(signal.aborted).toBe(true);
    expect(await answer).toMatchObject({ error: { code: -32800 } });
  });

  test('stops what goes on after its command was answered', async () => {
    const server = await initializedServer();
    const began = holdAction(server);
    const answer = run(server, 'action', [call]);
    const { signal } = await began;
    await server.clock.advance(1_000);
    expect(await answer).toMatchObject({ result: null });
    expect(signal.aborted).toBe(false);
    await server.client.request('shutdown');
    expect(signal.aborted).toBe(true);
    expect(got(server, 'window/showMessage')).toEqual([]);
  });
});
