import { setImmediate as nextTurn } from 'node:timers/promises';
import { getProxyForUrl } from 'proxy-from-env';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { proxyFor } from '../../server/host/model-fetch.ts';
import { scriptedProxy } from '../support/scripted-proxy.ts';
import { testCertificates } from '../support/test-certificates.ts';
import {
  ask,
  atLocalhost,
  check,
  fetchWith,
  proxy,
  server,
  tlsServer,
  withCredentials,
} from './model-fetch-bench.ts';

const { ca, client, clientKey } = testCertificates;

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('through a proxy', () => {
  test('requests go to the server inside a tunnel, which is kept', async () => {
    const { url } = await tlsServer();
    const between = await proxy();
    const fetch = fetchWith({ caFile: ca.path, proxy: between.url });
    expect(await ask(fetch, atLocalhost(url))).toBe('hello');
    await nextTurn();
    expect(await ask(fetch, atLocalhost(url))).toBe('hello');
    expect(between.connects).toEqual([new URL(atLocalhost(url)).host]);
  });

  test('the server’s certificate is verified all the same', async () => {
    const { url } = await tlsServer();
    const between = await proxy();
    expect(await check(atLocalhost(url), { proxy: between.url })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
  });

  test('a certificate of another host is refused', async () => {
    const { url } = await tlsServer();
    const between = await proxy({ leadsTo: '127.0.0.1' });
    const other = url.replace('127.0.0.1', 'model.invalid');
    expect(await check(other, { caFile: ca.path, proxy: between.url })).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  test('we show who we are to the server', async () => {
    const { url } = await tlsServer({ ca: ca.text, requestCert: true });
    const between = await proxy();
    const identity = { caFile: ca.path, certFile: client.path, keyFile: clientKey.path };
    expect(await check(atLocalhost(url), { ...identity, proxy: between.url })).toBe('hello');
  });

  test('plain http is forwarded without a tunnel', async () => {
    const { url, requests } = await server();
    const between = await proxy({ credentials: 'ada:secret' });
    expect(await check(atLocalhost(url), { proxy: withCredentials(between.url, 'ada:secret') })).toBe(
      'hello',
    );
    expect(between).toMatchObject({ connects: [], forwards: [atLocalhost(url)] });
    expect(requests[0]?.headers).toMatchObject({ host: new URL(atLocalhost(url)).host });
  });

  test('aborting closes the connection', async () => {
    const { url, onAny, untilRequests, requests } = await tlsServer();
    onAny((_request, response) => response.hold());
    const between = await proxy();
    const abort = new AbortController();
    const fetch = fetchWith({ caFile: ca.path, proxy: between.url });
    const outcome = expect(fetch(`${url}/`, { signal: abort.signal })).rejects.toBe('superseded');
    await untilRequests(1);
    abort.abort('superseded');
    await outcome;
    await requests[0]?.aborted;
  });
});

describe('a proxy that asks for a password', () => {
  test.each(['ada:se cret', 'token:'])('gets the one of its address: %j', async (credentials) => {
    const { url, requests } = await tlsServer();
    const between = await proxy({ credentials });
    const settings = { caFile: ca.path, proxy: withCredentials(between.url, credentials) };
    expect(await check(atLocalhost(url), settings)).toBe('hello');
    expect(requests[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('is a failure without one, told by its status alone', async () => {
    const { url } = await tlsServer();
    const between = await proxy({ credentials: 'ada:secret' });
    const settings = { caFile: ca.path, proxy: withCredentials(between.url, 'ada:wrong') };
    const failure = fetchWith(settings)(atLocalhost(url));
    await expect(failure).rejects.toMatchObject({ code: 'ERR_PROXY', message: 'it answered 407' });
  });

  test('is a failure without one for plain http too', async () => {
    const { url } = await server();
    const between = await proxy({ credentials: 'ada:secret' });
    expect(await check(atLocalhost(url), { proxy: between.url })).toBe('ERR_PROXY');
  });
});

describe('a proxy that fails is told apart from the server', () => {
  test.each([
    ['refuses', { refusal: 403 }, 'it answered 403'],
    ['finds no server', { refusal: 502 }, 'it answered 502'],
    ['hangs up', { hangsUp: true }, 'it failed with UND_ERR_SOCKET'],
  ] as const)('when it %s', async (_title, options, message) => {
    const between = await proxy(options);
    const answer = fetchWith({ proxy: between.url })('https://localhost:8443/');
    await expect(answer).rejects.toMatchObject({ code: 'ERR_PROXY', message });
    expect(between.connects).toEqual(['localhost:8443']);
  });

  test.each(['http', 'https'])('when nobody listens there (%s)', async (scheme) => {
    const between = await scriptedProxy();
    await between.close();
    const answer = fetchWith({ proxy: between.url })(`${scheme}://localhost:8443/`);
    await expect(answer).rejects.toMatchObject({ code: 'ERR_PROXY', message: 'it failed with ECONNREFUSED' });
  });

  test.each([
    ['socks5://127.0.0.1:1080', 'proxies of the kind socks5 are not supported'],
    ['nonsense', 'its address is not a URL'],
    ['http://ada:100%@127.0.0.1:8080', 'the percent signs in its address are not encoded'],
  ])('when it is %s', async (address, message) => {
    const answer = fetchWith({ proxy: address })('https://localhost:8443/');
    await expect(answer).rejects.toMatchObject({ code: 'ERR_PROXY', message });
  });
});

describe('the proxy of the environment', () => {
  function proxyOf(url: string, env: Record<string, string>, proxy?: string): string | undefined {
    for (const name of ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']) {
      vi.stubEnv(name, '');
      vi.stubEnv(name.toUpperCase(), env[name.toUpperCase()] ?? '');
    }
    return proxyFor(new URL(url), { proxy }, getProxyForUrl);
  }

  const company = { HTTPS_PROXY: 'http://secure:1', HTTP_PROXY: 'http://plain:1' };

  test('is chosen by the scheme', () => {
    expect(proxyOf('https://api.example.com/v1', company)).toBe('http://secure:1');
    expect(proxyOf('http://api.example.com/v1', company)).toBe('http://plain:1');
    expect(proxyOf('https://api.example.com/v1', {})).toBeUndefined();
  });

  test.each(['gpu.example.com', '.example.com', '*', 'other.org,gpu.example.com:443'])(
    'is not asked where NO_PROXY is %s',
    (exceptions) => {
      expect(proxyOf('https://gpu.example.com/v1', { ...company, NO_PROXY: exceptions })).toBeUndefined();
    },
  );

  test('is asked about hosts that NO_PROXY does not name', () => {
    expect(proxyOf('https://gpu.example.com/v1', { ...company, NO_PROXY: 'example.org' })).toBe(
      'http://secure:1',
    );
  });

  test.each(['http://localhost:8080', 'http://127.0.0.1:11434', 'https://127.1.2.3/', 'http://[::1]:8080/'])(
    'is never asked about this machine: %s',
    (url) => {
      expect(proxyOf(url, company)).toBeUndefined();
    },
  );

  test('gives way to the settings, which may also want none', () => {
    expect(proxyOf('https://api.example.com', { ...company, NO_PROXY: '*' }, 'http://mine:1')).toBe(
      'http://mine:1',
    );
    expect(proxyOf('http://localhost:8080', company, 'http://mine:1')).toBe('http://mine:1');
    expect(proxyOf('https://api.example.com', company, '')).toBeUndefined();
  });

  test('carries requests', async () => {
    const between = await proxy({ refusal: 418 });
    vi.stubEnv('no_proxy', '');
    vi.stubEnv('NO_PROXY', '');
    vi.stubEnv('https_proxy', between.url);
    const answer = fetchWith()('https://model.invalid/');
    await expect(answer).rejects.toMatchObject({ code: 'ERR_PROXY', message: 'it answered 418' });
    expect(between.connects).toEqual(['model.invalid:443']);
  });
});
