import type { ConnectionSettings, ModelFetch } from '../model/ports.ts';

import { proxyFailureOf } from './proxy-failure.ts';
import type { UndiciFetch } from './undici-fetch.ts';

/**
 * Makes the `fetch` of one endpoint. Nothing is loaded, read or opened before its first call; connections are kept
 * between calls.
 */
export function modelFetch(settings: ConnectionSettings): ModelFetch {
  let connection: Promise<Connection> | undefined;

  function connected(): Promise<Connection> {
    connection ??= makeConnection(settings).catch((error: unknown) => {
      // The user may mend a file, so the next call tries again.
      connection = undefined;
      throw error;
    });
    return connection;
  }

  return async (address, given) => {
    const { url, init } = targetOf(address, given);
    const { fetchThrough, proxyFromEnvironment } = await connected();
    const proxy = proxyFor(url, settings, proxyFromEnvironment);
    const response = await fetchThrough(proxy)(url, init).catch((error: unknown) => {
      if (init.signal?.aborted) throw init.signal.reason;
      throw isForwarded(url, proxy) ? proxyFailureOf(innermost(error)) : innermost(error);
    });
    if (isRedirect(response)) return refuseRedirect(response);
    return response;
  };
}

/** The proxy for a URL: the settings' own, or else the environment's, which is never asked about this machine. */
export function proxyFor(
  url: URL,
  { proxy }: Pick<ConnectionSettings, 'proxy'>,
  proxyFromEnvironment: (url: URL) => string,
): string | undefined {
  if (proxy !== undefined) return proxy || undefined;
  return isLoopback(url.hostname) ? undefined : proxyFromEnvironment(url) || undefined;
}

interface Connection {
  readonly fetchThrough: (proxy: string | undefined) => UndiciFetch;
  readonly proxyFromEnvironment: (url: URL) => string;
}

async function makeConnection(settings: ConnectionSettings): Promise<Connection> {
  const [{ undiciFetch }, { readConnectionIdentity }, { getProxyForUrl }] = await Promise.all([
    import('./undici-fetch.ts'),
    import('./connection-identity.ts'),
    import('proxy-from-env'),
  ]);
  const identity = await readConnectionIdentity(settings);
  // As many as the settings and the environment name proxies.
  const fetches = new Map<string | undefined, UndiciFetch>();
  const fetchThrough = (proxy: string | undefined) => {
    const fetch = fetches.get(proxy) ?? undiciFetch(proxy, identity);
    fetches.set(proxy, fetch);
    return fetch;
  };
  return { fetchThrough, proxyFromEnvironment: getProxyForUrl };
}

/** Takes a global Request apart, since undici's own fetch knows only its own. */
function targetOf(
  address: string | URL | Request,
  init: RequestInit = {},
): { readonly url: URL; readonly init: RequestInit } {
  if (typeof address === 'string' || address instanceof URL) return { url: new URL(address), init };
  const { url, method, headers, body, signal } = address;
  const duplex = body === null ? {} : { duplex: 'half' as const };
  return { url: new URL(url), init: { method, headers, body, signal, ...duplex, ...init } };
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Whether the proxy asks the server for us, so that whoever fails to talk to us is the proxy. */
function isForwarded(url: URL, proxy: string | undefined): boolean {
  return url.protocol === 'http:' && proxy?.startsWith('http:') === true;
}

/** `fetch failed` says nothing; what the system said is at the end of its causes. */
function innermost(error: unknown): unknown {
  const chain: unknown[] = [];
  for (let at = error; at instanceof Error; at = at.cause) chain.push(at);
  return chain.findLast(hasCode) ?? chain.at(-1) ?? error;
}

function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}

function isRedirect({ status, headers }: Response): boolean {
  return status >= 300 && status < 400 && headers.has('location');
}

/** The request holds code and a key, which were meant for one address. */
async function refuseRedirect({ body }: Response): Promise<never> {
  // Unless it is cancelled, the rest of the answer would keep its socket.
  await body?.cancel();
  throw Object.assign(new Error('redirected'), { code: 'ERR_REDIRECTED' });
}
