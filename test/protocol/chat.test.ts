import { describe, expect, test } from 'vitest';

import type { ChatRequest } from '../../server/features/chat/chat-request.ts';
import { type InProcessServer, initializedServer } from './support/server-in-process.ts';

const uri = 'file:///a.ts';
const answer = { content: '', citations: [], usage: undefined, model: undefined, traceId: 't' };

function lines(from: number, to: number, character = 0): object {
  return { start: { line: from, character: 0 }, end: { line: to, character } };
}

/** What the application was asked, in order. */
function listen({ application }: InProcessServer): ChatRequest[] {
  const asked: ChatRequest[] = [];
  application.onChat = async (request) => {
    asked.push(request);
    return answer;
  };
  return asked;
}

function got(server: InProcessServer, method: string): unknown[] {
  return server.client.calls.filter((each) => each.method === method).map(({ params }) => params);
}

describe('innerloop/chat', () => {
  test('passes on the question, the turns, the document with its selection, and the references', async () => {
    const server = await initializedServer();
    const asked = listen(server);
    server.client.open(uri, 'one\ntwo\n');
    const turns = [
      { role: 'user', content: 'What is one?' },
      { role: 'assistant', content: 'A word.' },
    ];
    await server.client.request('innerloop/chat', {
      message: 'And two?',
      turns,
      textDocument: { uri },
      range: lines(1, 1, 3),
      references: [
        { uri: 'file:///b.ts' },
        { uri: 'file:///c.ts', range: lines(2, 4) },
        { uri: 'file:///d.ts', range: lines(2, 4, 1) },
        { uri: 'file:///e.ts', range: lines(2, 2) },
      ],
    });
    expect(asked).toMatchObject([
      {
        message: 'And two?',
        turns,
        document: { uri, text: 'one\ntwo\n' },
        selection: { start: 4, end: 7 },
        references: [
          { uri: 'file:///b.ts', lines: undefined },
          { uri: 'file:///c.ts', lines: { startLine: 2, endLine: 4 } },
          { uri: 'file:///d.ts', lines: { startLine: 2, endLine: 5 } },
          { uri: 'file:///e.ts', lines: { startLine: 2, endLine: 3 } },
        ],
      },
    ]);
  });

  test('takes null for what is left out, and a document that is not open for none', async () => {
    const server = await initializedServer();
    const asked = listen(server);
    const left = { turns: null, references: null, range: null };
    await server.client.request('innerloop/chat', { message: 'Why?', textDocument: { uri }, ...left });
    expect(asked).toEqual([
      { message: 'Why?', turns: [], document: undefined, selection: undefined, references: [] },
    ]);
  });

  test('streams its text before it answers, and ends its progress', async () => {
    const server = await initializedServer();
    server.application.onChat = async (_request, onText) => {
      onText('Be');
      onText('cause.');
      const citation = { text: 'a.ts:1', uri, startLine: 0, endLine: 1, isVerified: false };
      return {
        ...answer,
        content: 'Because.',
        citations: [{ ...citation, problem: 'has no such line' }],
        usage: { promptTokens: 7, cachedTokens: undefined, completionTokens: 2 },
        model: 'local',
      };
    };
    const { result } = await server.client.request('innerloop/chat', {
      message: 'Why?',
      partialResultToken: 'text',
      workDoneToken: 'work',
    });
    expect(result).toEqual({
      content: 'Because.',
      citations: [{ text: 'a.ts:1', uri, range: lines(0, 1), verified: false, problem: 'has no such line' }],
      usage: { promptTokens: 7, completionTokens: 2 },
      model: 'local',
      traceId: 't',
    });
    expect(got(server, '$/progress')).toEqual([
      { token: 'work', value: { kind: 'begin', title: 'Answering', cancellable: true } },
      { token: 'text', value: { content: 'Be' } },
      { token: 'text', value: { content: 'cause.' } },
      { token: 'work', value: { kind: 'end', message: '' } },
    ]);
  });

  test('streams nothing to a client that did not ask for it', async () => {
    const server = await initializedServer();
    server.application.onChat = async (_request, onText) => {
      onText('Because.');
      return answer;
    };
    await server.client.request('innerloop/chat', { message: 'Why?' });
    expect(got(server, '$/progress')).toEqual([]);
  });

  test.each(['request', 'progress'])(
    'stops, and says nothing more, when its %s is cancelled',
    async (what) => {
      const server = await initializedServer();
      const begun = new Promise<{ say: (text: string) => void; signal: AbortSignal }>((resolve) => {
        server.application.onChat = (_request, say, signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason));
            resolve({ say, signal });
          });
      });
      const id = server.client.send('innerloop/chat', {
        message: 'Why?',
        workDoneToken: 1,
        partialResultToken: 2,
      });
      const { say, signal } = await begun;
      if (what === 'request') server.client.notify('$/cancelRequest', { id });
      else server.client.notify('window/workDoneProgress/cancel', { token: 1 });
      expect((await server.client.answerOf(id)).error?.code).toBe(-32800);
      expect(signal.aborted).toBe(true);
      say('too late');
      await server.client.request('nothing/such');
      expect(got(server, '$/progress')).not.toContainEqual(expect.objectContaining({ token: 2 }));
    },
  );

  test.each([
    {},
    { message: ' ' },
    { message: 7 },
    { message: 'x', turns: {} },
    { message: 'x', turns: [{ role: 'system', content: 'x' }] },
    { message: 'x', turns: [{ role: 'user' }] },
    { message: 'x', references: ['file:///a.ts'] },
    { message: 'x', references: [{ uri: 'file:///a.ts', range: 7 }] },
  ])('is refused with %j', async (params) => {
    const server = await initializedServer();
    const asked = listen(server);
    expect((await server.client.request('innerloop/chat', params)).error?.code).toBe(-32602);
    expect(asked).toEqual([]);
  });
});

describe('the popup', () => {
  const at = { textDocument: { uri }, position: { line: 0, character: 9 } };
  const typed = { ...at, context: { triggerKind: 2, triggerCharacter: '@' } };

  test('of a chat document names what can be mentioned', async () => {
    const { client, application } = await initializedServer();
    application.mentioned = [
      { text: '@src/a.ts', detail: 'a file', kind: 'file', replace: { start: 6, end: 9 } },
      { text: '#create', detail: 'src/a.ts:3', kind: 'symbol', replace: { start: 9, end: 9 } },
    ];
    client.open(uri, 'look @sr');
    const { result } = await client.request('textDocument/completion', at);
    expect(result).toMatchObject({
      isIncomplete: true,
      items: [{ label: '@src/a.ts' }, { label: '#create' }],
    });
  });

  test('keeps an item in the list whatever its text begins with', async () => {
    const { client, application } = await initializedServer();
    const replace = { start: 5, end: 8 };
    application.mentioned = [
      { text: '@server/a.ts', detail: '', kind: 'file', replace },
      { text: '@lib/sr.ts', detail: '', kind: 'file', replace },
    ];
    client.open(uri, 'look @se');
    const range = { start: { line: 0, character: 5 }, end: { line: 0, character: 8 } };
    expect((await client.request('textDocument/completion', at)).result).toMatchObject({
      items: [
        { filterText: '@server/a.ts', textEdit: { range, newText: '@server/a.ts' } },
        { filterText: '@se @lib/sr.ts', textEdit: { range, newText: '@lib/sr.ts' } },
      ],
    });
  });

  test('of code stays shut at the characters of mentions', async () => {
    const { client, application } = await initializedServer();
    let asked = 0;
    application.onComplete = async () => {
      asked += 1;
      return { kind: 'nothing', reason: 'unsure' };
    };
    client.open(uri, 'class A {}');
    expect((await client.request('textDocument/completion', typed)).result).toMatchObject({ items: [] });
    expect(asked).toBe(0);
  });
});
