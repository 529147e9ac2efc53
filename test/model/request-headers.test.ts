import { afterEach, expect, test, vi } from 'vitest';

import type { ModelSettings } from '../../server/model/model-settings.ts';
import { anthropicOf, chatOf, completionsOf } from '../support/scripted-model-server.ts';
import { chat, complete, modelBench, received, textOf } from './model-bench.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** The request that arrived for a chat. */
async function arrived(settings: Partial<ModelSettings>) {
  const bench = await modelBench();
  bench.server.on('/v1/chat/completions', chatOf('a'));
  bench.server.on('/v1/messages', anthropicOf('a'));
  bench.keys.environment.set('KEY', 'secret');
  expect(textOf(await chat(bench.model(settings)))).toBe('a');
  return received(bench.server);
}

test('only these headers are sent', async () => {
  const { host: _host, 'content-length': _length, ...headers } = (await arrived({})).headers;
  expect(headers).toMatchInlineSnapshot(`
    {
      "accept": "application/json, text/event-stream",
      "accept-encoding": "gzip, deflate",
      "accept-language": "*",
      "connection": "keep-alive",
      "content-type": "application/json",
      "sec-fetch-mode": "cors",
      "user-agent": "innerloop/1.2.3",
    }
  `);
});

test('a key is sent as a bearer token', async () => {
  expect((await arrived({ keyEnv: 'KEY' })).headers.authorization).toBe('Bearer secret');
});

test('a key of Azure is sent as an api-key, beside the query that it wants', async () => {
  const { path, headers } = await arrived({
    preset: 'azure',
    keyEnv: 'KEY',
    query: { 'api-version': '2025-01-01', deployment: 'a b' },
  });
  expect(path).toBe('/v1/chat/completions?api-version=2025-01-01&deployment=a%20b');
  expect(headers).toMatchObject({ 'api-key': 'secret' });
  expect(headers).not.toHaveProperty('authorization');
});

test('the query of the base URL is kept', async () => {
  const bench = await modelBench();
  bench.server.on('/v1/chat/completions', chatOf('a'));
  await chat(bench.model({ baseUrl: `${bench.server.url}/v1/?tenant=x` }));
  expect(received(bench.server).path).toBe('/v1/chat/completions?tenant=x');
});

test('Anthropic is told its version and key, and the system prompt apart', async () => {
  const { path, headers, body } = await arrived({ preset: 'anthropic', keyEnv: 'KEY' });
  expect(path).toBe('/v1/messages');
  expect(headers).toMatchObject({ 'anthropic-version': '2023-06-01', 'x-api-key': 'secret' });
  expect(headers).not.toHaveProperty('authorization');
  expect(body).toEqual({
    model: 'm',
    max_tokens: 64,
    system: 'Be brief.',
    messages: [{ role: 'user', content: 'Why?' }],
    stream: true,
  });
});

test('headers of the settings are sent along', async () => {
  expect((await arrived({ headers: { 'X-Team': 'red' } })).headers).toMatchObject({ 'x-team': 'red' });
});

test('headers of the settings replace ours, however they are spelled', async () => {
  const { headers } = await arrived({
    keyEnv: 'KEY',
    headers: {
      Authorization: 'Custom x',
      'User-Agent': 'mine',
      'Content-Type': 'application/json; charset=utf-8',
    },
  });
  expect(headers).toMatchObject({
    authorization: 'Custom x',
    'user-agent': 'mine',
    'content-type': 'application/json; charset=utf-8',
  });
});

test('nothing of the environment of the openai client arrives', async () => {
  const elsewhere = await modelBench();
  const marks = {
    OPENAI_API_KEY: 'leak-key',
    OPENAI_ADMIN_KEY: 'leak-admin',
    OPENAI_ORG_ID: 'leak-org',
    OPENAI_PROJECT_ID: 'leak-project',
    OPENAI_WEBHOOK_SECRET: 'leak-webhook',
    OPENAI_CUSTOM_HEADERS: 'x-custom: leak-custom\nauthorization: Bearer leak-authorization',
    OPENAI_BASE_URL: `${elsewhere.server.url}/leak`,
    OPENAI_LOG: 'debug',
  };
  for (const [name, value] of Object.entries(marks)) vi.stubEnv(name, value);
  const { headers, path, text } = await arrived({});
  expect(JSON.stringify({ headers, path, text })).not.toMatch(/leak|openai/i);
  expect(elsewhere.server.acceptedConnections()).toBe(0);
});

test('no key of a preset goes to an address that is not its own', async () => {
  const bench = await modelBench();
  bench.server.on('/v1/completions', completionsOf('a'));
  bench.keys.environment.set('DEEPSEEK_API_KEY', 'secret');
  await complete(bench.model({ preset: 'deepseek' }));
  expect(JSON.stringify(received(bench.server).headers)).not.toContain('secret');
});
