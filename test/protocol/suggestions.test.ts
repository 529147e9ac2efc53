import { describe, expect, test } from 'vitest';

import type { CompletionTrace } from '../../server/features/completion/completion-trace.ts';
import { type InProcessServer, initializedServer } from './support/server-in-process.ts';

function run(server: InProcessServer, command: string, args: readonly unknown[] = []): Promise<unknown> {
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

const trace: CompletionTrace = {
  ...{ id: '7', uri: 'file:///a.ts', languageId: 'typescript', version: 1, line: 0, column: 0 },
  ...{ trigger: 'automatic', at: 0, gates: [], route: [], reuse: 'none' },
  ...{ context: [], candidates: [], cuts: [], steps: [], outcome: { kind: 'silent', reason: 'unsure' } },
};

describe('news of a suggestion', () => {
  const item = {
    insertText: 'a',
    command: { title: '', command: 'innerloop.acceptSuggestion', arguments: ['3'] },
  };

  test('is told by the id that its command carries', async () => {
    const server = await initializedServer();
    server.client.notify('textDocument/didShowCompletion', { item });
    server.client.notify('textDocument/didPartiallyAcceptCompletion', { item, acceptedLength: 4 });
    server.client.notify('innerloop/didDismissCompletion', { item });
    await settled(server);
    expect(server.application.heard).toEqual(['shown 3', 'partly accepted 3 4', 'dismissed 3']);
  });

  test.each([
    [{}],
    [{ item: null }],
    [{ item: {} }],
    [{ item: { command: { arguments: [3] } } }],
    [{ item: { command: { arguments: '3' } }, acceptedLength: 1 }],
  ])('is ignored when it is %j', async (params) => {
    const server = await initializedServer();
    for (const method of [
      'textDocument/didShowCompletion',
      'textDocument/didPartiallyAcceptCompletion',
      'innerloop/didDismissCompletion',
    ])
      server.client.notify(method, params);
    await settled(server);
    expect(server.application.heard).toEqual([]);
  });

  test('of a part needs the length of the part', async () => {
    const server = await initializedServer();
    server.client.notify('textDocument/didPartiallyAcceptCompletion', { item, acceptedLength: '4' });
    await settled(server);
    expect(server.application.heard).toEqual([]);
  });
});

describe('innerloop/why', () => {
  test('answers with the trace and its words', async () => {
    const server = await initializedServer();
    server.application.onWhy = (traceId) => ({ trace, text: `why ${traceId}` });
    expect(await server.client.request('innerloop/why', { traceId: '7' })).toMatchObject({
      result: { trace: { id: '7' }, text: 'why 7' },
    });
    expect(await server.client.request('innerloop/why', {})).toMatchObject({
      result: { text: 'why undefined' },
    });
  });

  test('fails where nothing is known, and refuses an id that is none', async () => {
    const server = await initializedServer();
    expect(await server.client.request('innerloop/why', {})).toMatchObject({ error: { code: -32803 } });
    expect(await server.client.request('innerloop/why', { traceId: 7 })).toMatchObject({
      error: { code: -32602 },
    });
  });

  test('is opened as a text by its command', async () => {
    const server = await initializedServer();
    server.application.onWhy = () => ({ trace, text: 'because' });
    await run(server, 'why');
    expect(server.application.heard).toEqual(['text Why: because']);
  });

  test('says what to do where nothing is known', async () => {
    const server = await initializedServer();
    await run(server, 'why');
    await settled(server);
    expect(got(server, 'window/showMessage')).toMatchObject([
      { type: 1, message: expect.stringContaining('Ask for a completion first') },
    ]);
  });
});

describe('whether suggestions come', () => {
  test('is changed by commands, which say in a line what then holds', async () => {
    const server = await initializedServer();
    await run(server, 'toggle');
    await run(server, 'toggle', ['file:///a.ts']);
    await run(server, 'snooze');
    await run(server, 'snooze', [0]);
    await run(server, 'snooze', ['25']);
    await run(server, 'resume', [null]);
    await settled(server);
    expect(server.application.heard).toEqual([
      'toggle undefined',
      'toggle file:///a.ts',
      'snooze 10',
      'snooze 0',
      'snooze 25',
      'resume undefined',
    ]);
    expect(got(server, 'window/showMessage')).toHaveLength(6);
    expect(got(server, 'didChangeStatus')).toEqual([]);
  });

  test('is told as a status to clients that want to know', async () => {
    const server = await initializedServer({ experimental: { innerloop: { didChangeStatus: true } } });
    await run(server, 'toggle');
    await settled(server);
    expect(got(server, 'didChangeStatus')).toEqual([
      { busy: false, kind: 'Inactive', message: 'Suggestions are off.' },
    ]);
  });

  test.each([
    ['toggle', 3],
    ['resume', {}],
    ['snooze', -1],
    ['snooze', 'soon'],
    ['snooze', {}],
  ])('is not changed by %s with %j', async (command, value) => {
    const server = await initializedServer();
    expect(await run(server, command, [value])).toMatchObject({ error: { code: -32602 } });
    expect(server.application.heard).toEqual([]);
  });
});

test('the source of a suggestion and the place of a recorded case are said in a line', async () => {
  const server = await initializedServer();
  await run(server, 'explainSuggestion');
  await run(server, 'recordCase');
  await settled(server);
  expect(got(server, 'window/showMessage')).toMatchObject([
    { type: 3, message: 'written 14 times here, for example in a.ts:20' },
    { type: 3, message: 'Recorded in /data/case.fixture' },
  ]);
});
