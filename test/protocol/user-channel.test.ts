import { describe, expect, test } from 'vitest';

import { replacing } from './support/changes.ts';
import { type InProcessServer, initializedServer } from './support/server-in-process.ts';

/** The notifications of one method that the client got, in order. */
function got(server: InProcessServer, method: string): unknown[] {
  return server.client.calls.filter((call) => call.method === method).map(({ params }) => params);
}

async function settled(server: InProcessServer): Promise<void> {
  await server.client.request('nothing/such');
  await server.client.request('nothing/such');
}

test('shows a message once, however often it is told', async () => {
  const server = await initializedServer();
  await settled(server);
  for (let i = 0; i < 3; i++) server.application.user?.showOnce('warning', 'learning from 3 files');
  await settled(server);
  expect(got(server, 'window/showMessage')).toEqual([{ type: 2, message: 'learning from 3 files' }]);
});

describe('progress', () => {
  test('begins, reports whole percents and ends under a token that the client took', async () => {
    const server = await initializedServer({ window: { workDoneProgress: true } });
    await settled(server);
    const progress = server.application.user?.beginProgress('Reading');
    progress?.report(41.6, '5 of 12');
    progress?.report(300, '12 of 12');
    progress?.end('Done');
    await settled(server);
    const [created] = got(server, 'window/workDoneProgress/create');
    const token = 'innerloop-1';
    expect(created).toEqual({ token });
    expect(got(server, '$/progress')).toEqual([
      { token, value: { kind: 'begin', title: 'Reading', percentage: 0, cancellable: false } },
      { token, value: { kind: 'report', percentage: 42, message: '5 of 12' } },
      { token, value: { kind: 'report', percentage: 100, message: '12 of 12' } },
      { token, value: { kind: 'end', message: 'Done' } },
    ]);
  });
});

test('progress that the client refuses is not shown', async () => {
  const server = await initializedServer({ window: { workDoneProgress: true } });
  server.client.answerCall = () => {
    throw new Error('no');
  };
  await settled(server);
  server.application.user?.beginProgress('Reading').end('Done');
  await settled(server);
  expect(got(server, 'window/workDoneProgress/create')).toHaveLength(1);
  expect(got(server, '$/progress')).toEqual([]);
});

describe('settings', () => {
  test('are asked for at the start and at each change, where the client answers that', async () => {
    const server = await initializedServer({ workspace: { configuration: true } });
    server.client.answerCall = () => [{ enabled: true }];
    await settled(server);
    server.client.answerCall = () => [{ enabled: false }];
    server.client.notify('workspace/didChangeConfiguration', { settings: null });
    await settled(server);
    expect(server.application.settings).toEqual([{ enabled: true }, { enabled: false }]);
  });

  test('are those asked for last, even when an older answer comes later', async () => {
    const server = await initializedServer({ workspace: { configuration: true } });
    server.client.answerCall = () => [null];
    await settled(server);
    const answers: ((settings: unknown) => void)[] = [];
    server.client.answerCall = () => new Promise((resolve) => answers.push(resolve));
    for (let i = 0; i < 2; i++) server.client.notify('workspace/didChangeConfiguration', {});
    await settled(server);
    answers[1]?.([{ maxLines: 2 }]);
    await settled(server);
    answers[0]?.([{ maxLines: 1 }]);
    await settled(server);
    expect(server.application.settings).toEqual([null, { maxLines: 2 }]);
  });

  test('are taken from the notification where the client does not', async () => {
    const server = await initializedServer();
    for (const settings of [null, 'x', [], { other: 1 }, { innerloop: { enabled: false } }])
      server.client.notify('workspace/didChangeConfiguration', { settings });
    server.client.notify('workspace/didChangeConfiguration');
    await settled(server);
    expect(server.application.settings).toEqual([{ enabled: false }]);
  });
});

describe('a change', () => {
  const able = { workspace: { applyEdit: true, workspaceEdit: { documentChanges: true } } };

  /** A server with `file:///a.ts` open, whose client answers edits with `answer`. */
  async function editing(answer: unknown, capabilities: object = able): Promise<InProcessServer> {
    const server = await initializedServer(capabilities);
    server.client.answerCall = ({ method }) => (method === 'workspace/applyEdit' ? answer : null);
    server.client.open('file:///a.ts', 'one');
    await settled(server);
    return server;
  }

  test('is applied by the client, under its title', async () => {
    const server = await editing({ applied: true });
    expect(await server.application.user?.applyChange(replacing('one', 'one', 'two'), 'given')).toEqual({
      applied: true,
      reason: '',
    });
    expect(got(server, 'workspace/applyEdit')).toMatchObject([
      { label: 'Fix it', edit: { documentChanges: [{ textDocument: { uri: 'file:///a.ts', version: 1 } }] } },
    ]);
  });

  test.each([
    [{ applied: false }, 'the editor refused it'],
    [{ applied: false, failureReason: null }, 'the editor refused it'],
    [{ applied: false, failureReason: 'read-only' }, 'the editor says: read-only'],
    [null, 'the editor did not take it'],
    [{}, 'the editor refused it'],
  ])('that the client answers with %j is not applied', async (answer, reason) => {
    const server = await editing(answer);
    const outcome = await server.application.user?.applyChange(replacing('one', 'one', 'two'), 'given');
    expect(outcome).toEqual({ applied: false, reason });
  });

  test('for another text than the document has is never sent', async () => {
    const server = await editing({ applied: true });
    const outcome = await server.application.user?.applyChange(replacing('one!', 'one', 'two'), 'given');
    expect(outcome).toEqual({ applied: false, reason: 'a.ts has changed meanwhile' });
    expect(got(server, 'workspace/applyEdit')).toEqual([]);
  });

  test('is never sent to a client that takes no edits', async () => {
    const server = await editing({ applied: true }, {});
    const outcome = await server.application.user?.applyChange(replacing('one', 'one', 'two'), 'given');
    expect(outcome?.applied).toBe(false);
    expect(got(server, 'workspace/applyEdit')).toEqual([]);
  });

  test('that only inserts is sent for the snapshot it is for, and for no other', async () => {
    const server = await editing({ applied: true });
    const document = server.application.documents.get('file:///a.ts');
    if (document === undefined) throw new Error('the document is open');
    const insertion = { document, offset: 3, text: '!' };
    expect(await server.application.user?.insertText(insertion)).toEqual({ applied: true, reason: '' });
    const position = { line: 0, character: 3 };
    const edits = [{ range: { start: position, end: position }, newText: '!' }];
    expect(got(server, 'workspace/applyEdit')).toMatchObject([
      { edit: { documentChanges: [{ textDocument: { version: 1 }, edits }] } },
    ]);
    server.client.notify('textDocument/didChange', {
      textDocument: { uri: 'file:///a.ts', version: 2 },
      contentChanges: [{ text: 'two' }],
    });
    await settled(server);
    expect((await server.application.user?.insertText(insertion))?.applied).toBe(false);
    expect(got(server, 'workspace/applyEdit')).toHaveLength(1);
  });
});

describe('a document', () => {
  test.each([
    [{ success: true }, true],
    [{ success: false }, false],
    [null, false],
  ])('is opened by the client that answers %j: %j', async (answer, isShown) => {
    const server = await initializedServer({ window: { showDocument: { support: true } } });
    server.client.answerCall = () => answer;
    await settled(server);
    const options = { selection: undefined, takeFocus: true };
    expect(await server.application.user?.showDocument('file:///a.ts', options)).toBe(isShown);
    expect(got(server, 'window/showDocument')).toEqual([
      { uri: 'file:///a.ts', external: false, takeFocus: true },
    ]);
  });

  test('is not opened by a client that cannot', async () => {
    const server = await initializedServer();
    await settled(server);
    const options = { selection: undefined, takeFocus: true };
    expect(await server.application.user?.showDocument('file:///a.ts', options)).toBe(false);
    expect(got(server, 'window/showDocument')).toEqual([]);
  });
});

test.each([
  [{ title: 'Apply' }, 'Apply'],
  [{ title: 'Something else' }, undefined],
  [null, undefined],
])('a question that the client answers with %j is answered with %j', async (answer, choice) => {
  const server = await initializedServer();
  server.client.answerCall = () => answer;
  await settled(server);
  expect(await server.application.user?.ask('Apply it?', ['Apply', 'Discard'])).toBe(choice);
  expect(got(server, 'window/showMessageRequest')).toEqual([
    { type: 3, message: 'Apply it?', actions: [{ title: 'Apply' }, { title: 'Discard' }] },
  ]);
});

test('code lenses are asked for again where the client can be told so', async () => {
  for (const refreshSupport of [true, false]) {
    const server = await initializedServer({ workspace: { codeLens: { refreshSupport } } });
    await settled(server);
    server.application.user?.codeLensesChanged();
    await settled(server);
    // Without parameters, as the protocol has it.
    expect(got(server, 'workspace/codeLens/refresh')).toEqual(refreshSupport ? [undefined] : []);
  }
});
