import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import type { ContextBundle, SearchResult } from '../../server/context/context-item.ts';
import type { ContextRequest } from '../../server/protocol/application.ts';
import { contextAnswer, searchAnswer } from '../../server/protocol/context-answer.ts';
import { offsetOf } from '../../server/protocol/from-lsp.ts';
import { type InProcessServer, initializedServer } from './support/server-in-process.ts';

const uri = 'file:///a.ts';
const place = { textDocument: { uri }, position: { line: 0, character: 2 } };

/** The lines of a range of whole lines, as LSP has it. */
function lines(from: number, to: number): object {
  return { start: { line: from, character: 0 }, end: { line: to, character: 0 } };
}

/** What the application was asked for, in order. */
function listen({ application }: InProcessServer): ContextRequest[] {
  const asked: ContextRequest[] = [];
  const { onContext } = application;
  application.onContext = (request, signal) => {
    asked.push(request);
    return onContext(request, signal);
  };
  return asked;
}

const bundle: ContextBundle = {
  task: 'completion',
  items: [
    {
      uri: 'file:///users.ts',
      path: 'users.ts',
      parts: [
        { startLine: 3, endLine: 4, text: 'class User {\n', range: { start: 40, end: 53 } },
        { startLine: 8, endLine: 10, text: '}\nexport { User };', range: { start: 90, end: 108 } },
      ],
      reason: 'defines User',
      retriever: 'definitions',
      score: 0.5,
      tokens: 12,
    },
  ],
  dropped: [
    {
      uri: 'file:///.env',
      path: '.env',
      startLine: 0,
      endLine: 2,
      reason: 'edited lately',
      retriever: 'recent',
      score: 0.25,
      why: 'excluded',
    },
  ],
  trace: [
    {
      retriever: 'definitions',
      tookMs: 0.5,
      found: 1,
      best: [{ path: 'users.ts', startLine: 3, endLine: 10, score: 7, reason: 'defines User' }],
    },
  ],
  maxTokens: 2048,
  usedTokens: 12,
  tookMs: 1.5,
  isComplete: false,
};

describe('innerloop/context', () => {
  test('gives items, what was left out and why, and the trace, in ranges of LSP', async () => {
    const { client, application } = await initializedServer();
    application.onContext = async () => bundle;
    client.open(uri, 'new User');
    expect((await client.request('innerloop/context', place)).result).toEqual({
      task: 'completion',
      items: [
        {
          uri: 'file:///users.ts',
          parts: [
            { range: lines(3, 4), text: 'class User {\n' },
            {
              range: { start: { line: 8, character: 0 }, end: { line: 9, character: 16 } },
              text: '}\nexport { User };',
            },
          ],
          reason: 'defines User',
          retriever: 'definitions',
          score: 0.5,
          tokens: 12,
        },
      ],
      dropped: [
        {
          uri: 'file:///.env',
          range: lines(0, 2),
          reason: 'edited lately',
          retriever: 'recent',
          score: 0.25,
          why: 'excluded',
        },
      ],
      trace: [
        {
          retriever: 'definitions',
          tookMs: 0.5,
          found: 1,
          best: [{ path: 'users.ts', range: lines(3, 10), reason: 'defines User', score: 7 }],
        },
      ],
      maxTokens: 2048,
      usedTokens: 12,
      tookMs: 1.5,
      isComplete: false,
    });
  });

  test('asks about the text of its arrival, for a completion, within the settings', async () => {
    const server = await initializedServer();
    const asked = listen(server);
    server.client.open(uri, 'one');
    const id = server.client.send('innerloop/context', place);
    server.client.notify('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: 'two' }],
    });
    await server.client.answerOf(id);
    expect(asked).toMatchObject([
      { document: { text: 'one' }, offset: 2, task: 'completion', maxTokens: undefined },
    ]);
  });

  test('counts characters as the client does', async () => {
    const server = await initializedServer({ general: { positionEncodings: ['utf-8'] } });
    const asked = listen(server);
    server.client.open(uri, '漢x');
    await server.client.request('innerloop/context', { ...place, position: { line: 0, character: 3 } });
    expect(asked).toMatchObject([{ offset: 1 }]);
  });

  test('asks about words for a chat, with no document open', async () => {
    const server = await initializedServer();
    const asked = listen(server);
    await server.client.request('innerloop/context', { query: 'where are users made?' });
    expect(asked).toEqual([{ query: 'where are users made?', task: 'chat', maxTokens: undefined }]);
  });

  test('passes task and budget on, and takes null for what is left out', async () => {
    const server = await initializedServer();
    const asked = listen(server);
    const { client } = server;
    client.open(uri, 'one');
    await client.request('innerloop/context', { ...place, query: null, task: 'fix', maxTokens: 1 });
    await client.request('innerloop/context', {
      query: 'x',
      textDocument: null,
      task: null,
      maxTokens: null,
    });
    expect(asked).toMatchObject([
      { task: 'fix', maxTokens: 1 },
      { task: 'chat', maxTokens: undefined },
    ]);
  });

  test('says clearly that a document is not open', async () => {
    const server = await initializedServer();
    const asked = listen(server);
    const { error } = await server.client.request('innerloop/context', place);
    expect(error).toMatchObject({
      code: -32803,
      message:
        'The document is not open. Send textDocument/didOpen before you ask about a place in it, or ask with a query.',
    });
    expect(asked).toEqual([]);
  });

  const refused: readonly (readonly [string, object, string])[] = [
    ['nothing', {}, 'textDocument or query (one of them)'],
    ['a place and a query', { ...place, query: 'x' }, 'textDocument or query (one of them)'],
    ['no position', { textDocument: { uri } }, 'position'],
    ['a document without URI', { ...place, textDocument: {} }, 'uri'],
    ['a query that is a number', { query: 1 }, 'query'],
    ['a query without words', { query: ' => ' }, 'query (with a word in it)'],
    ['an endless query', { query: 'x'.repeat(100_001) }, 'query (of at most 100000 characters)'],
    ['a task that there is not', { query: 'x', task: 'review' }, 'task'],
    ['a task that only objects have', { query: 'x', task: 'toString' }, 'task'],
    ...[0, -1, 1.5, 100_001, '5'].map(
      (maxTokens) =>
        [
          `a budget of ${JSON.stringify(maxTokens)}`,
          { query: 'x', maxTokens },
          'maxTokens (a whole number from 1 to 100000)',
        ] as const,
    ),
  ];

  test.each(refused)('with %s is refused for its parameters', async (_, params, what) => {
    const server = await initializedServer();
    const asked = listen(server);
    server.client.open(uri, 'one');
    const { error } = await server.client.request('innerloop/context', params);
    expect(error).toMatchObject({ code: -32602, message: `${what} is missing or of the wrong type.` });
    expect(asked).toEqual([]);
  });

  test('is answered at once when it is cancelled, and the search for it told to stop', async () => {
    const server = await initializedServer();
    const signals: AbortSignal[] = [];
    server.application.onContext = (_request, signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    };
    const id = server.client.send('innerloop/context', { query: 'x' });
    await server.client.request('nothing/such');
    server.client.notify('$/cancelRequest', { id });
    expect((await server.client.answerOf(id)).error?.code).toBe(-32800);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

describe('innerloop/search', () => {
  const found: SearchResult = {
    uri: 'file:///users.ts',
    path: 'users.ts',
    startLine: 3,
    endLine: 5,
    text: 'class User {\n}\n',
    score: 2.5,
    reason: 'defines User',
  };

  test('gives places with their text, in the order of the engine', async () => {
    const { client, application } = await initializedServer();
    application.onSearch = async () => [found, { ...found, uri: 'file:///b.ts', score: 9 }];
    const shown = { range: lines(3, 5), text: 'class User {\n}\n', reason: 'defines User' };
    expect((await client.request('innerloop/search', { query: 'user' })).result).toEqual([
      { uri: 'file:///users.ts', score: 2.5, ...shown },
      { uri: 'file:///b.ts', score: 9, ...shown },
    ]);
  });

  test.each([
    [{}, 20],
    [{ limit: null }, 20],
    [{ limit: 100 }, 100],
  ])('with %j wants so many results', async (params, limit) => {
    const { client, application } = await initializedServer();
    const asked: unknown[] = [];
    application.onSearch = async (...request) => {
      asked.push(request.slice(0, 2));
      return [];
    };
    await client.request('innerloop/search', { query: 'user', ...params });
    expect(asked).toEqual([['user', limit]]);
  });

  test.each([{}, { query: null }, { query: '' }, { query: 'x', limit: 0 }, { query: 'x', limit: 101 }])(
    'with %j is refused for its parameters',
    async (params) => {
      const { client } = await initializedServer();
      expect((await client.request('innerloop/search', params)).error?.code).toBe(-32602);
    },
  );
});

const encoding = fc.constantFrom('utf-8', 'utf-16', 'utf-32');
const line = fc
  .array(fc.constantFrom('a', '漢', '😀', '\t', '"'), { maxLength: 4 })
  .map((each) => each.join(''));
const fileText = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 5 })
  .chain((full) => line.map((last) => full.flat().join('') + last));

test('the range of whole lines names their text exactly, at the end of a file too', () => {
  fc.assert(
    fc.property(fileText, fc.nat(), fc.nat(), encoding, (text, one, other, units) => {
      const document = new TextDocument({ uri, languageId: '', version: 0 }, text);
      const [startLine = 0, endLine = 0] = [one, other]
        .map((number) => number % (document.lineCount + 1))
        .sort((left, right) => left - right);
      const own = text.slice(document.lineStart(startLine), document.lineStart(endLine));
      const result = { uri, path: 'a.ts', startLine, endLine, text: own, score: 1, reason: '' };
      const [answer] = searchAnswer([result], units);
      if (answer === undefined || own === '') return;
      const { start, end } = answer.range;
      expect(end.line).toBeLessThan(document.lineCount);
      expect(text.slice(offsetOf(document, start, units), offsetOf(document, end, units))).toBe(own);
    }),
  );
});

test('no item is lost on the way to the client, and their order stays', () => {
  const count = fc.integer({ min: 0, max: 5 });
  fc.assert(
    fc.property(count, (items) => {
      const [first] = bundle.items;
      if (first === undefined) return;
      const many = Array.from({ length: items }, (_, index) => ({ ...first, uri: `file:///${index}` }));
      expect(contextAnswer({ ...bundle, items: many }, 'utf-16')).toMatchObject({
        items: many.map(({ uri: each }) => ({ uri: each })),
      });
    }),
  );
});
