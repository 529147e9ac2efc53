import { describe, expect, test } from 'vitest';

import { modelConfig } from '../../server/model/model-config.ts';
import type { ModelError } from '../../server/model/model-error.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import { proxy } from '../host/model-fetch-bench.ts';
import { completionsOf, scriptedModelServer } from '../support/scripted-model-server.ts';
import { testCertificates } from '../support/test-certificates.ts';
import { complete, failureOf, hostedUrl, kindOf, modelBench, textOf } from './model-bench.ts';

const tls = { tls: { cert: testCertificates.server.text, key: testCertificates.serverKey.text } };

async function closedPort(): Promise<string> {
  const gone = await scriptedModelServer();
  await gone.close();
  return gone.url;
}

describe('nobody listens', () => {
  test.each([
    [undefined, 'Start the server, or correct "baseUrl".'],
    ['llama.cpp', 'Start it with `llama-server -m MODEL.gguf --port PORT`, or correct "baseUrl".'],
    ['ollama', 'Start it with `ollama serve`, or correct "baseUrl".'],
  ] as const)('and the remedy for %s says what to start', async (preset, remedy) => {
    const bench = await modelBench();
    const baseUrl = await closedPort();
    const failure = await failureOf(complete(bench.model({ preset, window: 99, baseUrl })));
    expect(failure).toMatchObject({
      kind: 'unreachable',
      remedy: remedy.replace('PORT', new URL(baseUrl).port),
    });
    expect(failure.message).toContain('nobody listens there');
  });
});

test('a redirect is refused, and nothing reaches its target', async () => {
  const target = await modelBench();
  const bench = await modelBench();
  bench.server.onAny((_request, response) => {
    response.status(307, { location: `${target.server.url}/v1/completions` });
    return response.end();
  });
  expect(await kindOf(complete(bench.model({ fim: 'suffix' })))).toBe('redirected');
  expect(target.server.acceptedConnections()).toBe(0);
});

describe('a certificate', () => {
  test('of a stranger is refused', async () => {
    const bench = await modelBench({ server: tls });
    const failure = await failureOf(complete(bench.model({ fim: 'suffix' })));
    expect(failure.kind).toBe('certificate');
    expect(failure.message).toContain('its authority is unknown');
    expect(bench.server.requests).toEqual([]);
  });

  test('is believed when the settings name its authority', async () => {
    const bench = await modelBench({ server: tls });
    bench.server.onAny(completionsOf('a'));
    const settings = { fim: 'suffix', caFile: testCertificates.ca.path } as const;
    expect(textOf(await complete(bench.model(settings)))).toBe('a');
  });

  test('that is not there is a mistake in the settings', async () => {
    const bench = await modelBench({ server: tls });
    const failure = await failureOf(complete(bench.model({ fim: 'suffix', caFile: '/nowhere/ca.pem' })));
    expect(failure.kind).toBe('misconfigured');
    expect(failure.message).toContain('/nowhere/ca.pem');
  });

  test('is missed where https meets plain http', async () => {
    const bench = await modelBench();
    const baseUrl = `${bench.server.url.replace('http', 'https')}/v1`;
    const failure = await failureOf(complete(bench.model({ fim: 'suffix', baseUrl })));
    expect(failure.kind).toBe('unreachable');
    expect(failure.message).toContain('it does not speak https');
  });
});

describe('a proxy', () => {
  test.each([
    ['refuses', { refusal: 403 }],
    ['wants credentials', { credentials: 'user:secret' }],
    ['hangs up', { hangsUp: true }],
  ] as const)('that %s is told as such', async (_, options) => {
    const bench = await modelBench({ server: tls });
    const { url } = await proxy(options);
    const caFile = testCertificates.ca.path;
    expect(await kindOf(complete(bench.model({ fim: 'suffix', proxy: url, caFile })))).toBe('proxy');
    expect(bench.server.requests).toEqual([]);
  });

  test('that is not there is told as such', async () => {
    const bench = await modelBench({ server: tls });
    const settings = { fim: 'suffix', proxy: await closedPort(), caFile: testCertificates.ca.path } as const;
    expect(await kindOf(complete(bench.model(settings)))).toBe('proxy');
  });
});

describe('what the system says', () => {
  function failingWith(code: string, message: string) {
    return () => Promise.reject(Object.assign(new Error(message), { code }));
  }

  test.each([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND models.example', 'unreachable', 'there is no such host'],
    ['ETIMEDOUT', 'connect ETIMEDOUT 192.0.2.1:443', 'unreachable', 'it does not react'],
    ['UND_ERR_CONNECT_TIMEOUT', 'Connect Timeout Error', 'unreachable', 'it does not react'],
    ['ERR_PROXY', 'it failed with ETIMEDOUT', 'proxy', 'proxy'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'certificate', 'it has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'altname', 'certificate', 'it belongs to another host'],
    ['HPE_INVALID_CONSTANT', 'Parse Error', 'not-a-model', 'it does not speak HTTP'],
    ['ECONNRESET', 'read ECONNRESET', 'broken-off', 'the connection was closed'],
  ])('is kept for %s', async (code, message, kind, words) => {
    const bench = await modelBench();
    const failure = await failureOf(complete(bench.model({ fim: 'suffix' }, failingWith(code, message))));
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
  });
});

describe('settings that cannot be used', () => {
  function failure(settings: Partial<ModelSettings>): Promise<ModelError> {
    return failureOf(Promise.resolve().then(() => modelConfig('mine', { model: 'm', ...settings })));
  }

  test.each([
    ['no address', {}, 'misconfigured'],
    ['an address that is none', { baseUrl: 'localhost' }, 'misconfigured'],
    ['a foreign protocol', { baseUrl: 'ftp://localhost/v1' }, 'misconfigured'],
    ['a user in the address', { baseUrl: 'https://user@localhost/v1' }, 'misconfigured'],
    ['plain http to another machine', { baseUrl: 'http://models.example/v1' }, 'plain-http'],
    ['plain http to all machines', { baseUrl: 'http://0.0.0.0/v1' }, 'plain-http'],
    ['no template for its model', { baseUrl: hostedUrl, fim: 'template' }, 'misconfigured'],
    ['a fill of another server', { preset: 'anthropic', fim: 'suffix' }, 'misconfigured'],
    ['Ollama’s fill elsewhere', { baseUrl: hostedUrl, fim: 'ollama' }, 'misconfigured'],
    ['another fill for Ollama', { preset: 'ollama', fim: 'infill' }, 'misconfigured'],
  ] as const)('name %s', async (_, settings, kind) => {
    expect((await failure(settings)).kind).toBe(kind);
  });

  test('do not repeat a password of the address', async () => {
    const { kind, message, remedy } = await failure({ baseUrl: 'https://user:s3cret@localhost/v1' });
    expect(kind).toBe('misconfigured');
    expect(`${message} ${remedy}`).not.toContain('s3cret');
  });

  test.each([
    'http://localhost/v1',
    'http://LOCALHOST:1/v1',
    'http://127.0.0.1/v1',
    'http://127.1/v1',
    'http://127.9.9.9/v1',
    'http://[::1]:8080/v1',
  ])('are fine with plain http on this machine (%s)', (baseUrl) => {
    expect(modelConfig('mine', { model: 'm', baseUrl }).isLoopback).toBe(true);
  });

  test.each([
    'https://localhost.example/v1',
    'https://127.0.0.1.example/v1',
    'https://[::2]/v1',
    'https://example/localhost',
  ])('take no other machine for this one (%s)', (baseUrl) => {
    expect(modelConfig('mine', { model: 'm', baseUrl }).isLoopback).toBe(false);
  });

  test('may allow plain http to another machine', () => {
    const settings = { model: 'm', baseUrl: 'http://models.example/v1', allowPlainHttp: true };
    expect(modelConfig('mine', settings)).toMatchObject({ isLoopback: false, host: 'models.example' });
  });
});
