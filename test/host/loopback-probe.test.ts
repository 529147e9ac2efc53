import { expect, onTestFinished, test } from 'vitest';

import { loopbackProbe } from '../../server/host/loopback-probe.ts';
import { discoverServers } from '../../server/model/discovery.ts';
import {
  type Reply,
  type ScriptedModelServer,
  scriptedModelServer,
} from '../support/scripted-model-server.ts';

const { signal } = new AbortController();

async function server(reply: Reply): Promise<ScriptedModelServer> {
  const started = await scriptedModelServer();
  onTestFinished(() => started.close());
  started.onAny(reply);
  return started;
}

/** What is known of a server that answers like that, with an hour to do so. */
async function check(reply: Reply): Promise<unknown> {
  const { url } = await server(reply);
  return loopbackProbe(3_600_000).ask(`${url}/v1/models`, undefined, signal);
}

const halfAnAnswer: Reply = async (_request, response) => {
  await response.write('{"data":');
  response.destroy();
};

test('asks with GET, or with POST where there is a body', async () => {
  const { url, requests } = await server((_request, response) => response.json(200, { fine: true }));
  const probe = loopbackProbe();
  expect(await probe.ask(`${url}/a`, undefined, signal)).toEqual({ fine: true });
  expect(await probe.ask(`${url}/b`, { model: 'm' }, signal)).toEqual({ fine: true });
  expect(requests).toMatchObject([
    { method: 'GET', path: '/a', text: '' },
    { method: 'POST', path: '/b', body: { model: 'm' } },
  ]);
});

test('nobody listens', async () => {
  const { url, close } = await scriptedModelServer();
  await close();
  expect(await loopbackProbe().ask(url, undefined, signal)).toBeUndefined();
});

test.each<[string, Reply]>([
  ['an error status', (_request, response) => response.json(500, { data: [] })],
  ['no JSON', (_request, response) => response.end('<html>')],
  ['no body', (_request, response) => response.status(204)],
  ['half an answer', halfAnAnswer],
  ['a hang-up', (_request, response) => response.destroy()],
])('%s is no answer', async (_title, reply) => {
  expect(await check(reply)).toBeUndefined();
});

test('a redirect is not followed', async () => {
  const elsewhere = await server((_request, response) => response.json(200, {}));
  expect(
    await check((_request, response) => response.json(302, {}, { location: elsewhere.url })),
  ).toBeUndefined();
  expect(elsewhere.requests).toEqual([]);
});

test('an answer without end is cut off', async () => {
  const answer: Reply = async (_request, response) => {
    while (!response.isClosed) await response.write(' '.repeat(65_536));
  };
  expect(await check(answer)).toBeUndefined();
});

test('a server that is slower than the deadline is not there', async () => {
  const { url } = await server((_request, response) => response.hold());
  expect(await loopbackProbe(1).ask(url, undefined, signal)).toBeUndefined();
});

test('rejects with the reason when it is cancelled', async () => {
  const { url, untilRequests } = await server((_request, response) => response.hold());
  const controller = new AbortController();
  const answer = loopbackProbe(3_600_000).ask(url, undefined, controller.signal);
  await untilRequests(1);
  controller.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
});

test.each([
  'http://localhost:1',
  'http://127.0.0.1.example.org:1',
  'https://127.0.0.1:1',
  'http://10.0.0.1:1',
])('asks nobody but this machine (%s)', async (url) => {
  expect(await loopbackProbe().ask(url, undefined, signal)).toBeUndefined();
});

test('goes with the search for servers', async () => {
  const { url } = await server((request, response) => {
    const answers = new Map<string, unknown>([
      ['/api/version', { version: '0.9.0' }],
      ['/api/tags', { models: [{ name: 'codestral:22b' }] }],
      ['/api/show', { capabilities: ['completion', 'insert'] }],
    ]);
    return response.json(200, answers.get(request.path) ?? {});
  });
  const probe = loopbackProbe(3_600_000);
  const rerouted = {
    ask: (at: string, body: Readonly<Record<string, string>> | undefined, stop: AbortSignal) =>
      at.startsWith('http://127.0.0.1:11434/')
        ? probe.ask(at.replace('http://127.0.0.1:11434', url), body, stop)
        : Promise.resolve(undefined),
  };
  expect(await discoverServers(rerouted, signal)).toMatchObject([
    { preset: 'ollama', models: [{ id: 'codestral:22b', fim: true, billions: 22 }] },
  ]);
});
