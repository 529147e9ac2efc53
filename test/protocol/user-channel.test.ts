import { describe, expect, test } from 'vitest';

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
