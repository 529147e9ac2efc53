import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { StrictFront } from '../../server/protocol/strict-front.ts';
import type { LspAnswer } from '../support/lsp-client.ts';
import { type InProcessServer, initializedServer, serverInProcess } from './support/server-in-process.ts';

function codeOf(answer: LspAnswer): number | undefined {
  return answer.error?.code;
}

describe('before initialize', () => {
  test('a request is refused and a notification dropped', async () => {
    const { client, application } = serverInProcess();
    client.open('file:///a.ts', 'x');
    expect(codeOf(await client.request('textDocument/completion', {}))).toBe(-32002);
    await client.handshake();
    client.open('file:///b.ts', 'x');
    await client.request('nothing/such');
    expect(application.heard).toEqual(['opened file:///b.ts']);
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['a list', []],
    ['empty', {}],
    ['of wrong types', { capabilities: 7, processId: 'x', rootUri: 5, workspaceFolders: 'q' }],
  ])(
    'an initialize whose parameters are %s is refused, and a good one after it is taken',
    async (_, params) => {
      const { client } = serverInProcess();
      expect(codeOf(await client.request('initialize', params))).toBe(-32602);
      expect((await client.handshake()).result).toMatchObject({
        serverInfo: { name: 'innerloop', version: '1.2.3' },
      });
    },
  );

  test('requests sent before the answer to initialize came are served all the same', async () => {
    const { client } = serverInProcess();
    const initialize = client.send('initialize', { capabilities: {} });
    const unknown = client.send('nothing/such');
    expect((await client.answerOf(initialize)).result).toBeDefined();
    expect(codeOf(await client.answerOf(unknown))).toBe(-32601);
  });
});

test('a second initialize is an invalid request', async () => {
  const { client } = await initializedServer();
  expect(codeOf(await client.request('initialize', { capabilities: {} }))).toBe(-32600);
});

describe('at the end', () => {
  test('shutdown may come three times, and exit before its answers; the exit code is 0', async () => {
    const { client, application, exited } = await initializedServer();
    const ids = [client.send('shutdown'), client.send('shutdown'), client.send('shutdown')];
    client.notify('exit');
    expect(await exited).toBe(0);
    for (const id of ids) expect((await client.answerOf(id)).result).toBeNull();
    expect(application.heard).toEqual(['disposed']);
  });

  test('a request after shutdown is an invalid request', async () => {
    const { client } = await initializedServer();
    await client.request('shutdown');
    expect(codeOf(await client.request('textDocument/completion', {}))).toBe(-32600);
  });

  test.each([
    ['exit without shutdown', (server: InProcessServer) => server.client.notify('exit'), 1],
    ['a closed input', (server: InProcessServer) => server.closeInput(), 1],
    ['SIGTERM', (server: InProcessServer) => server.terminate(), 143],
  ])('%s ends the process after the application was disposed of', async (_, end, code) => {
    const server = await initializedServer();
    await server.client.request('nothing/such');
    end(server);
    expect(await server.exited).toBe(code);
    expect(server.application.heard).toContain('disposed');
  });

  test('an application that does not end is waited for two seconds', async () => {
    const { client, application, clock, exited } = await initializedServer();
    application.onDispose = () => new Promise(() => undefined);
    await client.request('shutdown');
    client.notify('exit');
    await client.request('nothing/such');
    clock.advance(2_000);
    expect(await exited).toBe(0);
  });
});

describe('the process of the client', () => {
  test('is watched: the server ends when it has gone', async () => {
    const { client, alive, clock, exited } = serverInProcess();
    alive.add(4242);
    await client.handshake({ processId: 4242 });
    alive.delete(4242);
    clock.advance(3_000);
    expect(await exited).toBe(1);
  });

  test('is not watched when it could not be seen at the start, as from inside a container', async () => {
    const { client, clock } = serverInProcess();
    await client.handshake({ processId: 4242 });
    expect(clock.sleeping).toBe(0);
  });
});

describe('answers with id null', () => {
  test.each([
    ['a body that is no JSON', '{"jsonrpc":"2.0","id":9,', -32700],
    ['a number', '42', -32600],
    ['an empty object', '{}', -32600],
    ['a batch', '[{"jsonrpc":"2.0","id":9,"method":"a"}]', -32600],
    ['an id that is an object', '{"jsonrpc":"2.0","id":{},"method":"a"}', -32600],
    ['a million nested lists', '['.repeat(1_000_000) + ']'.repeat(1_000_000), -32600],
  ])('%s', async (_, body, code) => {
    const { client } = await initializedServer();
    client.writeRaw(`Content-Length: ${body.length}\r\n\r\n${body}`);
    expect(codeOf(await client.answerOf(null))).toBe(code);
    expect(codeOf(await client.request('nothing/such'))).toBe(-32601);
  });
});

test.each([
  ['a method that is no string', { id: 9, method: 42 }, -32600],
  ['no method', { id: 9, params: { secret: 'TOKEN' } }, -32600],
  ['parameters by position', { id: 9, method: 'textDocument/completion', params: [] }, -32602],
  ['parameters that are text', { id: 9, method: 'textDocument/completion', params: 'x' }, -32602],
  ['a method of a megabyte', { id: 9, method: 'm'.repeat(1 << 20) }, -32601],
])('a request with %s is refused with its id, and nothing of it comes back', async (_, message, code) => {
  const { client } = await initializedServer();
  client.write({ jsonrpc: '2.0', ...message });
  expect(codeOf(await client.answerOf(9))).toBe(code);
  expect(JSON.stringify([client.answers, client.calls]).length).toBeLessThan(2_000);
});

test('no message that nobody asked for comes back in a log', async () => {
  const { client } = await initializedServer();
  const secret = 'TOKEN-7f3a';
  client.write({ jsonrpc: '2.0', id: 4242, result: { secret } });
  client.write({ jsonrpc: '2.0', id: null, error: { code: 1, message: secret } });
  client.write({ jsonrpc: '2.0', method: 'unknown/notification', params: { secret } });
  client.write({ secret });
  await client.request('nothing/such');
  expect(JSON.stringify([client.answers, client.calls])).not.toContain(secret);
});

test('every request is answered once under its own id, whatever the ids are and however they collide', async () => {
  const id = fc.oneof(
    fc.constantFrom('', '900', 900, 1.5, -7, 0, 'abc', 2 ** 53),
    fc.string({ maxLength: 3 }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(id, { maxLength: 12 }), async (ids) => {
      const { client } = await initializedServer();
      const before = client.answers.length;
      for (const each of ids) client.write({ jsonrpc: '2.0', id: each, method: 'nothing/such' });
      // Requests are answered in order where the answer is immediate, so this one comes last.
      await client.request('workspace/executeCommand', {});
      const answered = client.answers.slice(before, -1).map((answer) => answer.id);
      expect(answered).toEqual(ids);
    }),
    { numRuns: 50 },
  );
});

/** A front whose transport a test moves by hand: what it wrote, what it delivered, what it did to the flow. */
class FrontByHand {
  readonly written: unknown[] = [];
  readonly delivered: unknown[] = [];
  readonly flow: string[] = [];
  readonly front: StrictFront;
  unsentBytes = 0;
  drain: () => void = () => undefined;
  #feed: (chunk: Uint8Array) => void = () => undefined;

  constructor() {
    this.front = new StrictFront({
      kind: 'bytes',
      onData: (listener) => {
        this.#feed = listener;
      },
      onClose: () => undefined,
      write: (bytes) =>
        this.written.push(
          JSON.parse(
            Buffer.from(bytes)
              .toString()
              .replace(/^[^{]*/, ''),
          ),
        ),
      unsentBytes: () => this.unsentBytes,
      onDrain: (listener) => {
        this.drain = listener;
      },
      pause: () => this.flow.push('pause'),
      resume: () => this.flow.push('resume'),
      flushed: async () => undefined,
    });
    this.front.reader.listen((message) => this.delivered.push(message));
  }

  say(message: object): void {
    const body = Buffer.from(JSON.stringify(message));
    this.#feed(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }
}

test('nothing more is taken from a client that leaves over eight megabytes unread, until it has read', () => {
  const hand = new FrontByHand();
  hand.say([]);
  expect(hand.flow).toEqual([]);
  hand.unsentBytes = 8 * 1024 * 1024 + 1;
  hand.say([]);
  expect(hand.flow).toEqual(['pause']);
  hand.drain();
  expect(hand.flow).toEqual(['pause', 'resume']);
});

test('a request is answered once even if it is answered twice inside, and can then not be cancelled', async () => {
  const hand = new FrontByHand();
  hand.say({ id: 'theirs', method: 'initialize', params: {} });
  for (const result of ['first', 'second']) {
    const answer = { jsonrpc: '2.0', id: 1, result };
    await hand.front.writer.write(answer);
  }
  hand.say({ method: '$/cancelRequest', params: { id: 'theirs' } });
  expect(hand.written).toEqual([{ jsonrpc: '2.0', id: 'theirs', result: 'first' }]);
  expect(hand.delivered).toHaveLength(1);
});

test('of the answers of the client only those to our own requests get in, each once', async () => {
  const hand = new FrontByHand();
  const ask = { jsonrpc: '2.0', id: 5, method: 'workspace/configuration' };
  await hand.front.writer.write(ask);
  for (const id of [4, '5', 5, 5]) hand.say({ id, result: id });
  expect(hand.delivered).toEqual([{ jsonrpc: '2.0', id: 5, result: 5 }]);
});

test('an answer of the client with neither result nor error counts as done', async () => {
  const hand = new FrontByHand();
  const ask = { jsonrpc: '2.0', id: 5, method: 'client/registerCapability' };
  await hand.front.writer.write(ask);
  hand.say({ id: 5 });
  expect(hand.delivered).toEqual([{ jsonrpc: '2.0', id: 5, result: null }]);
  expect(hand.written).toEqual([ask]);
});
