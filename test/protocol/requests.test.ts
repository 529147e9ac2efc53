import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import { nothing, ok } from '../../server/base/outcome.ts';
import type { CompletionRequest } from '../../server/features/completion/suggestion.ts';
import { insertion, type Reply } from './support/scripted-application.ts';
import { type InProcessServer, initializedServer } from './support/server-in-process.ts';

const uri = 'file:///a.ts';

function at(line: number, character: number, triggerKind = 1): object {
  return { textDocument: { uri }, position: { line, character }, context: { triggerKind } };
}

/** A request that the feature has begun and the test ends. */
interface Begun {
  readonly request: CompletionRequest;
  readonly signal: AbortSignal;
  finish(reply: Reply): void;
}

/** Holds every completion until the test finishes it. */
function holdCompletions(server: InProcessServer): Begun[] {
  const begun: Begun[] = [];
  server.application.onComplete = (request, signal) =>
    new Promise((resolve) => begun.push({ request, signal, finish: resolve }));
  return begun;
}

/** Waits until everything sent so far was taken up. */
async function settled(server: InProcessServer): Promise<void> {
  await server.client.request('nothing/such');
}

describe('textDocument/inlineCompletion', () => {
  test('gives the text, the range on one line and the acceptance command', async () => {
    const { client, application } = await initializedServer();
    application.onComplete = async (request) => insertion(request, 'value;\nnext();', 'id-7');
    client.open(uri, 'const a = \n');
    const answer = await client.request('textDocument/inlineCompletion', at(0, 10));
    expect(answer.result).toEqual({
      items: [
        {
          insertText: 'value;\nnext();',
          range: { start: { line: 0, character: 10 }, end: { line: 0, character: 10 } },
          command: { title: 'Accepted', command: 'innerloop.acceptSuggestion', arguments: ['id-7'] },
        },
      ],
    });
  });

  test.each([
    [0, 'invoked'],
    [1, 'invoked'],
    [2, 'automatic'],
  ])('takes trigger kind %i as %s', async (triggerKind, trigger) => {
    const { client, application } = await initializedServer();
    let seen: string | undefined;
    application.onComplete = async (request) => {
      seen = request.trigger;
      return nothing('unsure');
    };
    client.open(uri, 'a');
    expect((await client.request('textDocument/inlineCompletion', at(0, 1, triggerKind))).result).toEqual({
      items: [],
    });
    expect(seen).toBe(trigger);
  });

  test('sees the document as it was when the request arrived', async () => {
    const server = await initializedServer();
    const begun = holdCompletions(server);
    server.client.open(uri, 'one');
    server.client.send('textDocument/inlineCompletion', at(0, 3));
    server.client.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'two' }],
    });
    await settled(server);
    expect(begun[0]?.request.document.text).toBe('one');
    expect(server.application.documents.get(uri)?.text).toBe('two');
  });

  test.each([
    [
      'a document that is not open',
      { textDocument: { uri: 'file:///never.ts' }, position: { line: 0, character: 0 } },
    ],
    [
      'another spelling of its URI',
      { textDocument: { uri: 'file:///%61.ts' }, position: { line: 0, character: 0 } },
    ],
  ])('for %s answers without an error', async (_, params) => {
    const { client } = await initializedServer();
    client.open(uri, 'a');
    expect((await client.request('textDocument/inlineCompletion', params)).result).toEqual({ items: [] });
  });

  test.each([
    ['no document', { position: { line: 0, character: 0 } }],
    ['a document without URI', { textDocument: {}, position: { line: 0, character: 0 } }],
    ['no position', { textDocument: { uri } }],
    ['a position of text', { textDocument: { uri }, position: 'q' }],
    ['a line that is null', { textDocument: { uri }, position: { line: null, character: 0 } }],
    ['a context that is text', { textDocument: { uri }, position: { line: 0, character: 0 }, context: 'x' }],
  ])('with %s is refused for its parameters', async (_, params) => {
    const { client } = await initializedServer();
    expect((await client.request('textDocument/inlineCompletion', params)).error?.code).toBe(-32602);
  });

  test.each(['utf-8', 'utf-16', 'utf-32'])(
    'counts characters in %s when the client asks for it',
    async (encoding) => {
      const { client, application } = await initializedServer({ general: { positionEncodings: [encoding] } });
      let prefix = '';
      application.onComplete = async (request) => {
        prefix = request.document.text.slice(0, request.offset);
        return insertion(request, 'x');
      };
      const character = { 'utf-8': 9, 'utf-16': 5, 'utf-32': 4 }[encoding] ?? 0;
      client.open(uri, '漢"😀";');
      const answer = await client.request('textDocument/inlineCompletion', at(0, character));
      expect(prefix).toBe('漢"😀"');
      expect(answer.result).toMatchObject({
        items: [{ range: { start: { character }, end: { character } } }],
      });
    },
  );
});

describe('textDocument/completion', () => {
  test('is incomplete and empty at its deadline, and the work goes on', async () => {
    const server = await initializedServer();
    const begun = holdCompletions(server);
    server.client.open(uri, 'a');
    const automatic = server.client.send('textDocument/completion', at(0, 1, 3));
    await settled(server);
    server.clock.advance(119);
    await settled(server);
    expect(server.client.answers.some(({ id }) => id === automatic)).toBe(false);
    server.clock.advance(1);
    expect((await server.client.answerOf(automatic)).result).toEqual({ isIncomplete: true, items: [] });
    expect(begun[0]?.signal.aborted).toBe(false);
  });

  test('waits a second when the user asked', async () => {
    const server = await initializedServer();
    const begun = holdCompletions(server);
    server.client.open(uri, 'a');
    const invoked = server.client.send('textDocument/completion', at(0, 1, 1));
    await settled(server);
    server.clock.advance(999);
    const [first] = begun;
    first?.finish(insertion(first.request, 'bc'));
    expect((await server.client.answerOf(invoked)).result).toMatchObject({
      isIncomplete: true,
      items: [{ label: 'abc' }],
    });
    expect(server.clock.sleeping).toBe(0);
  });
});

describe('completionItem/resolve', () => {
  test('gives an item that is not ours back as it came', async () => {
    const { client } = await initializedServer();
    const item = { label: 'a', data: { source: 'else', id: 3 }, kind: 2, unknown: [1] };
    expect((await client.request('completionItem/resolve', item)).result).toEqual(item);
  });

  test('refuses what is no item', async () => {
    const { client } = await initializedServer();
    expect((await client.request('completionItem/resolve', { data: {} })).error?.code).toBe(-32602);
  });
});

describe('workspace/executeCommand', () => {
  test('tells the application which suggestion was accepted', async () => {
    const { client, application } = await initializedServer();
    const params = { command: 'innerloop.acceptSuggestion', arguments: ['id-7'] };
    expect((await client.request('workspace/executeCommand', params)).result).toBeNull();
    expect(application.heard).toContain('accepted id-7');
  });

  test.each(['nope', '__proto__', 'constructor', '', '; touch pwned'])(
    'refuses the command "%s"',
    async (command) => {
      const { client } = await initializedServer();
      const answer = await client.request('workspace/executeCommand', { command, arguments: ['x'] });
      expect(answer.error?.code).toBe(-32602);
    },
  );
});

describe('a request that is', () => {
  test('cancelled is answered at once, while the feature is still busy', async () => {
    const server = await initializedServer();
    const begun = holdCompletions(server);
    server.client.open(uri, 'a');
    const id = server.client.send('textDocument/inlineCompletion', at(0, 1));
    await settled(server);
    server.client.notify('$/cancelRequest', { id });
    expect((await server.client.answerOf(id)).error?.code).toBe(-32800);
    expect(begun[0]?.signal.aborted).toBe(true);
  });

  test('superseded is answered with nothing', async () => {
    const server = await initializedServer();
    const begun = holdCompletions(server);
    server.client.open(uri, 'a');
    const older = server.client.send('textDocument/inlineCompletion', at(0, 1, 2));
    server.client.send('textDocument/inlineCompletion', at(0, 1, 2));
    expect((await server.client.answerOf(older)).result).toEqual({ items: [] });
    await settled(server);
    expect(begun.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  });

  test('invoked is not superseded by an automatic one, nor by one of another method or document', async () => {
    const server = await initializedServer();
    const begun = holdCompletions(server);
    server.client.open(uri, 'a');
    server.client.open('file:///b.ts', 'b');
    server.client.send('textDocument/inlineCompletion', at(0, 1, 1));
    server.client.send('textDocument/inlineCompletion', at(0, 1, 2));
    server.client.send('textDocument/completion', at(0, 1, 1));
    server.client.send('textDocument/inlineCompletion', {
      textDocument: { uri: 'file:///b.ts' },
      position: { line: 0, character: 0 },
    });
    await settled(server);
    expect(begun.map(({ signal }) => signal.aborted)).toEqual([false, false, false, false]);
  });

  test('failing tells the user what a UserError says, and nothing of any other error', async () => {
    const { client, application } = await initializedServer();
    client.open(uri, 'a');
    application.onComplete = async () => {
      throw new UserError('file-unreadable', { file: 'a.ts', detail: 'it is gone' });
    };
    const told = await client.request('textDocument/inlineCompletion', at(0, 1));
    expect(told.error?.message).toBe(
      'The file a.ts cannot be read: it is gone. Check the path and its permissions.',
    );
    application.onComplete = async () => {
      throw new TypeError('const secret = 1 is not iterable');
    };
    const untold = await client.request('textDocument/inlineCompletion', at(0, 1));
    expect(untold.error).toEqual({ code: -32603, message: 'Something went wrong inside innerloop.' });
    await client.request('textDocument/inlineCompletion', at(0, 1));
    const logs = client.calls.filter(({ method }) => method === 'window/logMessage');
    expect(logs.map(({ params }) => params)).toEqual([
      { type: 4, message: 'failed where=textDocument/inlineCompletion error=TypeError' },
    ]);
  });
});

type Step =
  | { readonly kind: 'ask'; readonly method: string; readonly trigger: number }
  | { readonly kind: 'cancel' | 'reply' | 'fail'; readonly which: number }
  | { readonly kind: 'wait' };

test('whatever the order of requests, cancels and replies, each request is answered exactly once', async () => {
  const method = fc.constantFrom('textDocument/inlineCompletion', 'textDocument/completion');
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('ask' as const), method, trigger: fc.constantFrom(1, 2) }),
    },
    fc.record({ kind: fc.constant('cancel' as const), which: fc.nat({ max: 9 }) }),
    fc.record({ kind: fc.constant('reply' as const), which: fc.nat({ max: 9 }) }),
    fc.record({ kind: fc.constant('fail' as const), which: fc.nat({ max: 9 }) }),
    fc.record({ kind: fc.constant('wait' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 15 }), async (steps) => {
      const server = await initializedServer();
      const { client } = server;
      const held: { resolve: (reply: Reply) => void; reject: (error: Error) => void }[] = [];
      server.application.onComplete = () => new Promise((resolve, reject) => held.push({ resolve, reject }));
      client.open(uri, 'a');
      const ids: number[] = [];
      const take = async (each: Step): Promise<void> => {
        switch (each.kind) {
          case 'ask':
            ids.push(client.send(each.method, at(0, 1, each.trigger)));
            break;
          case 'cancel':
            client.notify('$/cancelRequest', { id: ids[each.which] ?? 'none' });
            break;
          case 'reply':
            held[each.which]?.resolve(ok([]));
            break;
          case 'fail':
            held[each.which]?.reject(new Error('scripted'));
            break;
          case 'wait':
            await settled(server);
        }
      };
      for (const each of steps) await take(each);
      await settled(server);
      for (const { resolve } of held) resolve(ok([]));
      for (const id of ids) await client.answerOf(id);
      await settled(server);
      const answered = client.answers.map(({ id }) => id).filter((id) => ids.some((each) => each === id));
      expect(answered.toSorted()).toEqual(ids.toSorted());
    }),
    { numRuns: 200 },
  );
});
