import { describe, expect, test } from 'vitest';

import { UserError } from '../../server/base/error-codes.ts';
import type { ActionOffer, OfferRequest } from '../../server/features/code-actions/code-action.ts';
import { replacing } from './support/changes.ts';
import { type InProcessServer, initializedServer, serverInProcess } from './support/server-in-process.ts';

const uri = 'file:///a.ts';
const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } };
/** What VS Code announces, as far as it counts here. */
const able = {
  textDocument: {
    codeAction: {
      ...literals,
      isPreferredSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      tagSupport: { valueSet: [1] },
    },
  },
  workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } },
};

function range(start: readonly [number, number], end = start): object {
  return { start: { line: start[0], character: start[1] }, end: { line: end[0], character: end[1] } };
}

function params(context: object | null = { diagnostics: [], triggerKind: 1 }, where = range([0, 0])): object {
  return { textDocument: { uri }, range: where, context };
}

function offer(
  parts: Partial<ActionOffer> & { readonly name?: ActionOffer['call']['name'] } = {},
): ActionOffer {
  const { name = 'fix', ...others } = parts;
  return {
    title: 'Add the missing import',
    kind: 'quickfix',
    call: { name, uri, version: 1, start: 0, end: 3 },
    isPreferred: false,
    usesModel: false,
    fixes: [],
    ...others,
  };
}

/** What the application was asked, in order; each is answered with `offers`. */
function offering({ application }: InProcessServer, ...offers: readonly ActionOffer[]): OfferRequest[] {
  const asked: OfferRequest[] = [];
  application.onCodeActions = async (request) => {
    asked.push(request);
    return offers;
  };
  return asked;
}

describe('textDocument/codeAction asks', () => {
  test('with the selection and the diagnostics in offsets, in the encoding of the client', async () => {
    const server = await initializedServer({ general: { positionEncodings: ['utf-8'] } });
    const asked = offering(server);
    server.client.open(uri, 'const 漢 = 1;\nconst b = 漢x;');
    const diagnostic = {
      range: range([1, 10], [1, 14]),
      message: 'Cannot find name',
      severity: 2,
      code: 2304,
      source: 'ts',
      relatedInformation: [
        { location: { uri: 'file:///b.ts', range: range([3, 0], [4, 1]) }, message: 'here' },
      ],
    };
    await server.client.request(
      'textDocument/codeAction',
      params({ diagnostics: [diagnostic] }, range([1, 14], [0, 9])),
    );
    expect(asked).toMatchObject([
      {
        range: { start: 7, end: 25 },
        trigger: 'invoked',
        only: undefined,
        diagnostics: [
          {
            range: { start: 23, end: 25 },
            message: 'Cannot find name',
            severity: 'warning',
            code: '2304',
            source: 'ts',
            related: [{ uri: 'file:///b.ts', startLine: 3, endLine: 4, message: 'here' }],
            original: diagnostic,
          },
        ],
      },
    ]);
  });

  test.each([
    [null],
    [{ diagnostics: null, only: null, triggerKind: null }],
    [{ diagnostics: [null, 7, { message: 'no range' }, { range: range([0, 0]) }], only: 'quickfix' }],
  ])('whatever the client leaves out or gets wrong: %j', async (context) => {
    const server = await initializedServer();
    const asked = offering(server);
    server.client.open(uri, 'one');
    expect((await server.client.request('textDocument/codeAction', params(context))).result).toEqual([]);
    expect(asked).toMatchObject([{ diagnostics: [], only: undefined, trigger: 'invoked' }]);
  });

  test('nothing about a document that is not open', async () => {
    const server = await initializedServer();
    const asked = offering(server, offer());
    expect((await server.client.request('textDocument/codeAction', params())).result).toEqual([]);
    expect(asked).toEqual([]);
  });

  test('about a preview that the client shows without saying that it is open', async () => {
    const server = await initializedServer(able);
    const asked = offering(server);
    const preview = 'innerloop-preview:/1/x.diff';
    server.application.contents.set(preview, '-a\n+b\n');
    await server.client.request('textDocument/codeAction', { ...params(), textDocument: { uri: preview } });
    expect(asked).toMatchObject([{ document: { uri: preview, text: '-a\n+b\n' }, range: { start: 0 } }]);
  });

  test('is superseded by the next request, and answered empty', async () => {
    const server = await initializedServer();
    server.application.onCodeActions = () => new Promise(() => undefined);
    server.client.open(uri, 'one');
    const id = server.client.send('textDocument/codeAction', params());
    await server.client.request('nothing/such');
    offering(server);
    await server.client.request('textDocument/codeAction', params());
    expect(await server.client.answerOf(id)).toMatchObject({ result: [] });
  });
});

describe('where a client can neither ask for an edit nor take one', () => {
  test('what cannot be done is left out, and the rest is offered', async () => {
    const literals = { codeActionLiteralSupport: { codeActionKind: { valueSet: ['', 'quickfix'] } } };
    const server = await initializedServer({ textDocument: { codeAction: literals } });
    const tests = {
      ...offer(),
      title: 'Generate tests',
      call: { ...offer().call, name: 'generate-tests' },
    } as const;
    offering(server, tests, offer());
    server.application.onResolveAction = async ({ name }) => {
      if (name === 'generate-tests') throw new UserError('tests-nothing-here', { where: 'here', hint: '' });
      return replacing('one', 'one', 'two');
    };
    server.client.open(uri, 'one');
    const { result } = await server.client.request('textDocument/codeAction', params());
    expect(result).toMatchObject([{ title: 'Add the missing import', edit: {} }]);
  });
});

describe('an offer becomes', () => {
  async function answered(capabilities: object, ...offers: readonly ActionOffer[]): Promise<unknown> {
    const server = await initializedServer(capabilities);
    offering(server, ...offers);
    server.application.onResolveAction = async () => replacing('one', 'one', 'two');
    server.client.open(uri, 'one');
    return (await server.client.request('textDocument/codeAction', params())).result;
  }

  const call = { name: 'fix', uri, version: 1, start: 0, end: 3 };
  const command = { title: 'Add the missing import', command: 'innerloop.action', arguments: [call] };

  test('an action whose edit the client asks for, where it can', async () => {
    const fixes = [{ message: 'x', range: range([0, 0]) }];
    expect(await answered(able, offer({ isPreferred: true, fixes }))).toEqual([
      {
        title: 'Add the missing import',
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: fixes,
        data: { source: 'innerloop', call },
      },
    ]);
  });

  test('an action with a command where the file that it creates is to be shown', async () => {
    const shows = { ...able, window: { showDocument: { support: true } } };
    const tests = { name: 'generate-tests', title: 'Generate tests', kind: 'source' } as const;
    expect(await answered(shows, offer(tests))).toMatchObject([
      { command: { arguments: [{ ...call, name: tests.name }] } },
    ]);
    expect(await answered(able, offer(tests))).toMatchObject([{ data: { source: 'innerloop' } }]);
    expect(await answered(shows, offer())).toMatchObject([{ data: { source: 'innerloop' } }]);
  });

  test('an action with a command and a tag where a model does the work', async () => {
    expect(await answered(able, offer({ usesModel: true }))).toEqual([
      { title: 'Add the missing import', kind: 'quickfix', tags: [1], command },
    ]);
  });

  test('no more than an action with a command where the client announced actions and edits alone', async () => {
    const capabilities = { textDocument: { codeAction: literals }, workspace: { applyEdit: true } };
    expect(await answered(capabilities, offer({ isPreferred: true, usesModel: true }))).toEqual([
      { title: 'Add the missing import', kind: 'quickfix', command },
    ]);
  });

  test('a command where the client does not know actions', async () => {
    expect(await answered({ workspace: { applyEdit: true } }, offer())).toEqual([command]);
  });

  test('an action with its edit where the client can neither ask for it nor take it later', async () => {
    const capabilities = { textDocument: { codeAction: literals } };
    expect(
      await answered(
        capabilities,
        offer(),
        offer({ usesModel: true }),
        offer({ name: 'explain', kind: 'source', title: 'Explain' }),
      ),
    ).toEqual([
      {
        title: 'Add the missing import',
        kind: 'quickfix',
        edit: { changes: { [uri]: [{ range: range([0, 0], [0, 3]), newText: 'two' }] } },
      },
      {
        title: 'Explain',
        kind: 'source',
        command: { title: 'Explain', command: 'innerloop.action', arguments: [{ ...call, name: 'explain' }] },
      },
    ]);
  });
});

describe('of what is offered, the client gets', () => {
  async function titles(context: object): Promise<unknown> {
    const server = await initializedServer(able);
    offering(
      server,
      offer({ title: 'fixes', fixes: [{}] }),
      offer({ title: 'quick, but fixes nothing' }),
      offer({ title: 'rewrites', kind: 'refactor.rewrite', usesModel: true }),
      offer({ title: 'refactors', kind: 'refactor' }),
    );
    server.client.open(uri, 'one');
    const { result } = await server.client.request('textDocument/codeAction', params(context));
    return Array.isArray(result) ? result.map(({ title }) => title) : result;
  }

  test.each([
    [{ triggerKind: 1 }, ['fixes', 'quick, but fixes nothing', 'rewrites', 'refactors']],
    [{}, ['fixes', 'quick, but fixes nothing', 'rewrites', 'refactors']],
    [{ triggerKind: 2 }, ['fixes']],
    [{ triggerKind: 2, only: ['refactor'] }, []],
    [{ only: ['quickfix'] }, ['fixes', 'quick, but fixes nothing']],
    [{ only: ['refactor'] }, ['rewrites', 'refactors']],
    [{ only: ['refactor.rewrite'] }, ['rewrites']],
    [{ only: ['refactor.re'] }, []],
    [{ only: ['source', ''] }, ['fixes', 'quick, but fixes nothing', 'rewrites', 'refactors']],
    [{ only: [] }, []],
  ])('for %j exactly %j', async (context, expected) => {
    expect(await titles(context)).toEqual(expected);
  });
});

describe('codeAction/resolve', () => {
  const data = { source: 'innerloop', call: { name: 'fix', uri, version: 1, start: 0, end: 3 } };

  test('adds the edit, for the version that is open now', async () => {
    const { client, application } = await initializedServer(able);
    application.onResolveAction = async () => replacing('one', 'one', 'two');
    client.open(uri, 'one');
    const { result } = await client.request('codeAction/resolve', { title: 'x', kind: 'quickfix', data });
    expect(result).toEqual({
      title: 'x',
      kind: 'quickfix',
      data,
      edit: {
        documentChanges: [
          { textDocument: { uri, version: 1 }, edits: [{ range: range([0, 0], [0, 3]), newText: 'two' }] },
        ],
      },
    });
  });

  test('tells what is left to do', async () => {
    const { client, application } = await initializedServer(able);
    const remark = 'One case is pending. Run it with `npx vitest run sum.test.ts`.';
    application.onResolveAction = async () => ({ ...replacing('one', 'one', 'two'), remark });
    client.open(uri, 'one');
    await client.request('codeAction/resolve', { title: 'x', kind: 'quickfix', data });
    expect((await client.callOf('window/showMessage')).params).toEqual({ type: 3, message: remark });
  });

  test.each([
    [{ title: 'with a command', command: { title: 'x', command: 'innerloop.action' } }],
    [{ title: 'of another server', data: { source: 'ts', call: data.call } }],
    [{ title: 'with a call that is none', data: { ...data, call: { ...data.call, start: 'x' } } }],
    [
      {
        title: 'with a call of no name we know',
        data: { ...data, call: { ...data.call, name: 'toString' } },
      },
    ],
    [{ title: 'that turned out to have no edit', data }],
  ])('gives back as it is an item %j', async (item) => {
    const { client } = await initializedServer(able);
    expect((await client.request('codeAction/resolve', item)).result).toEqual(item);
  });

  test('says in words that the code has changed just there', async () => {
    const { client, application } = await initializedServer(able);
    application.onResolveAction = async () => {
      throw new UserError('code-changed-meanwhile', { file: 'a.ts' });
    };
    const { error } = await client.request('codeAction/resolve', { title: 'x', data });
    const message =
      'a.ts has changed meanwhile, just where this would change it. Ask for it again: it is made for the text as it is then.';
    expect(error).toMatchObject({ code: -32801, message });
    expect((await client.callOf('window/showMessage')).params).toEqual({ type: 2, message });
  });
});

test('code lenses are registered for chats and previews where that is possible, and announced otherwise', async () => {
  const announcing = serverInProcess();
  expect((await announcing.client.handshake()).result).toMatchObject({
    capabilities: {
      codeLensProvider: { resolveProvider: false },
      codeActionProvider: { resolveProvider: true },
    },
  });
  const registering = serverInProcess();
  const capabilities = { textDocument: { codeLens: { dynamicRegistration: true } } };
  const { result } = await registering.client.handshake({ capabilities });
  expect(result).not.toHaveProperty('capabilities.codeLensProvider');
  expect((await registering.client.callOf('client/registerCapability')).params).toMatchObject({
    registrations: [{ method: 'textDocument/codeLens' }],
  });
});

test('a code lens carries its call', async () => {
  const { client, application } = await initializedServer();
  const call = { name: 'send-chat', uri: 'file:///x.chat.md', version: 1, start: 0, end: 0 } as const;
  application.lenses = [{ offset: 4, title: 'Send', call }];
  client.open('file:///x.chat.md', 'one\ntwo');
  const { result } = await client.request('textDocument/codeLens', { textDocument: { uri: call.uri } });
  expect(result).toEqual([
    { range: range([1, 0]), command: { title: 'Send', command: 'innerloop.action', arguments: [call] } },
  ]);
});

test('the text of a preview is given where the client asks for it, and announced only there', async () => {
  const server = serverInProcess();
  const answer = await server.client.handshake({
    capabilities: { workspace: { textDocumentContent: { dynamicRegistration: true } } },
  });
  expect(answer.result).toMatchObject({
    capabilities: { workspace: { textDocumentContent: { schemes: ['innerloop-preview'] } } },
  });
  server.application.contents.set('innerloop-preview:/1/x.diff', '-a\n+b\n');
  const content = (uri: string) => server.client.request('workspace/textDocumentContent', { uri });
  expect((await content('innerloop-preview:/1/x.diff')).result).toEqual({ text: '-a\n+b\n' });
  expect((await content('innerloop-preview:/2/x.diff')).error?.code).toBe(-32803);
});
