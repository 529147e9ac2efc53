import { createPrivateKey } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';

import type { ConnectionSettings } from '../../server/model/ports.ts';
import { completionsOf, scriptedModelServer } from '../support/scripted-model-server.ts';
import { testCertificates } from '../support/test-certificates.ts';
import { ask, atLocalhost, check, fetchWith, server, tlsServer } from './model-fetch-bench.ts';
import { temporaryFolder, writeFiles } from './temporary-folder.ts';

const { ca, serverKey, client, clientKey } = testCertificates;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a request', () => {
  test('arrives as it was made, and its answer comes back piece by piece', async () => {
    const { url, on, requests } = await server();
    on('/v1/completions', completionsOf('a + b;'));
    const response = await fetchWith()(`${url}/v1/completions?x=1`, {
      method: 'POST',
      headers: new Headers({ authorization: 'Bearer k', 'content-type': 'application/json' }),
      body: '{"prompt":"é"}',
    });
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await response.text()).toContain('"text":"a "');
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path: '/v1/completions?x=1',
        headers: { authorization: 'Bearer k' },
        body: { prompt: 'é' },
      },
    ]);
  });

  test('may be a Request of the platform', async () => {
    const { url, requests } = await server();
    await fetchWith()(new Request(`${url}/hello`, { method: 'PUT', body: 'abc', headers: { 'x-a': 'b' } }));
    expect(requests).toMatchObject([{ method: 'PUT', text: 'abc', headers: { 'x-a': 'b' } }]);
  });

  test('reuses the connection of the one before', async () => {
    const { url, acceptedConnections } = await server();
    const fetch = fetchWith();
    expect(await ask(fetch, `${url}/hello`)).toBe('hello');
    await nextTurn();
    expect(await ask(fetch, `${url}/hello`)).toBe('hello');
    expect(acceptedConnections()).toBe(1);
  });
});

describe('failures keep the system’s code', () => {
  test('nobody listens', async () => {
    const { url, close } = await scriptedModelServer();
    await close();
    expect(await check(url)).toBe('ECONNREFUSED');
    expect(await check(url.replace('127.0.0.1', 'localhost'))).toBe('ECONNREFUSED');
  });

  test('the server hangs up', async () => {
    const { url, onAny } = await server();
    onAny((_request, response) => response.destroy());
    expect(await check(url)).toBe('UND_ERR_SOCKET');
  });

  test('the server speaks no TLS', async () => {
    const { url } = await server();
    expect(await check(url.replace('http', 'https'))).toBe('ERR_SSL_WRONG_VERSION_NUMBER');
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])(
    'are refused (%i), and nobody else hears of the request',
    async (status) => {
      const elsewhere = await server();
      const { url, onAny, openConnections } = await server();
      onAny(async (_request, response) => {
        response.status(status, { location: `${elsewhere.url}/hello` });
        await response.write('moved');
        await response.hold();
      });
      expect(await check(url)).toBe('ERR_REDIRECTED');
      expect(elsewhere.acceptedConnections()).toBe(0);
      await expect.poll(openConnections).toBe(0);
    },
  );

  test('without an address are answers', async () => {
    const { url, onAny } = await server();
    onAny((_request, response) => response.json(304, ''));
    expect(await check(url)).toBe(304);
  });
});

describe('certificates', () => {
  test('of strangers are refused', async () => {
    const { url, requests } = await tlsServer();
    expect(await check(`${url}/hello`)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(requests).toEqual([]);
  });

  test('of strangers are refused whatever NODE_TLS_REJECT_UNAUTHORIZED says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    const { url } = await tlsServer();
    expect(await check(`${url}/hello`)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(await check(`${url}/hello`, { certFile: client.path, keyFile: clientKey.path })).toBe(
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    );
  });

  test('of the settings’ authority are accepted', async () => {
    const { url } = await tlsServer();
    expect(await check(`${url}/hello`, { caFile: ca.path })).toBe('hello');
    expect(await check(atLocalhost(url), { caFile: ca.path })).toBe('hello');
  });

  test('of NODE_EXTRA_CA_CERTS stay accepted beside the settings’ authority', async () => {
    vi.stubEnv('NODE_EXTRA_CA_CERTS', ca.path);
    const { url } = await tlsServer();
    expect(await check(`${url}/hello`, { caFile: client.path })).toBe('hello');
  });

  test('of ours are shown to a server that asks for one', async () => {
    const { url } = await tlsServer({ ca: ca.text, requestCert: true });
    const identity = { certFile: client.path, keyFile: clientKey.path };
    expect(await check(`${url}/hello`, { caFile: ca.path, ...identity })).toBe('hello');
    expect(await check(`${url}/hello`, { caFile: ca.path })).not.toBe('hello');
  });
});

describe('files that are of no use', () => {
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const;

  async function complaint(settings: Partial<ConnectionSettings>): Promise<string> {
    return fetchWith(settings)('https://localhost:8443/').then(String, String);
  }

  test('are named', async () => {
    const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const locked = createPrivateKey(clientKey.text).export({ ...pkcs8, cipher: 'aes256', passphrase: 'x' });
    const folder = temporaryFolder({ 'not.pem': 'hello', 'broken.pem': broken, 'locked.pem': locked });
    expect(await complaint({ caFile: `${folder}/none.pem` })).toBe(
      `UserError: The file ${folder}/none.pem cannot be read: there is no such file.`,
    );
    expect(await complaint({ caFile: folder })).toBe(
      `UserError: The file ${folder} cannot be read: it is not a file.`,
    );
    expect(await complaint({ certFile: `${folder}/not.pem` })).toBe(
      `UserError: The file ${folder}/not.pem cannot be read: it is not in PEM format.`,
    );
    expect(await complaint({ caFile: `${folder}/broken.pem` })).toBe(
      `UserError: The file ${folder}/broken.pem cannot be read: it holds no certificate.`,
    );
    expect(await complaint({ certFile: client.path, keyFile: `${folder}/locked.pem` })).toBe(
      `UserError: The file ${folder}/locked.pem cannot be read: the key is encrypted.`,
    );
    expect(await complaint({ certFile: client.path, keyFile: serverKey.path })).toBe(
      `UserError: The file ${serverKey.path} cannot be read: the key does not belong to the certificate.`,
    );
  });

  test('are read again once they are mended', async () => {
    const folder = temporaryFolder();
    const { url } = await tlsServer();
    const fetch = fetchWith({ caFile: `${folder}/ca.pem` });
    expect(await ask(fetch, `${url}/hello`)).toBe('file-unreadable');
    writeFiles(folder, { 'ca.pem': ca.text });
    expect(await ask(fetch, `${url}/hello`)).toBe('hello');
  });
});

describe('aborting', () => {
  test('before the answer rejects with the reason and closes the connection', async () => {
    const { url, onAny, untilRequests, requests } = await server();
    onAny((_request, response) => response.hold());
    const abort = new AbortController();
    const outcome = expect(fetchWith()(url, { signal: abort.signal })).rejects.toBe('superseded');
    await untilRequests(1);
    abort.abort('superseded');
    await outcome;
    await requests[0]?.aborted;
  });

  test('amid the answer rejects with the reason and closes the connection', async () => {
    const { url, onAny, requests } = await server();
    onAny(async (_request, response) => {
      await response.write('half');
      await response.hold();
    });
    const abort = new AbortController();
    const response = await fetchWith()(url, { signal: abort.signal });
    const outcome = expect(response.text()).rejects.toBe('superseded');
    abort.abort('superseded');
    await outcome;
    await requests[0]?.aborted;
  });

  test('beforehand asks nobody', async () => {
    const { url, acceptedConnections } = await server();
    await expect(fetchWith()(url, { signal: AbortSignal.abort('late') })).rejects.toBe('late');
    expect(acceptedConnections()).toBe(0);
  });

  test('is not needed when the reader cancels the answer', async () => {
    const { url, onAny, requests } = await server();
    onAny(async (_request, response) => {
      await response.write('half');
      await response.hold();
    });
    const response = await fetchWith()(url);
    await response.body?.cancel();
    await requests[0]?.aborted;
  });
});
