import { Agent, type Dispatcher, fetch, Pool, ProxyAgent } from 'undici';

import type { ConnectionIdentity } from './connection-identity.ts';
import { proxyFailure, proxyFailureOf } from './proxy-failure.ts';

/**
 * undici's `fetch` over kept connections of our own making; it hands redirects to its caller. Importing this file
 * loads undici, and a bundle finds its parts through static imports only.
 */
export function undiciFetch(proxy: string | undefined, identity: ConnectionIdentity): UndiciFetch {
  const dispatcher = dispatcherOf(proxy, identity);
  return (url, init) =>
    fetch(url, { ...init, dispatcher, redirect: 'manual' }).catch((error: unknown) => {
      throw isRefusedPassword(error) ? proxyFailure('it answered 407') : error;
    });
}

export type UndiciFetch = (url: URL, init: RequestInit) => Promise<Response>;

/** An answer of 407 is a failure without a word in undici (`httpNetworkOrCacheFetch`, as the Fetch Standard says). */
function isRefusedPassword(error: unknown): boolean {
  const cause = error instanceof TypeError ? error.cause : undefined;
  return cause instanceof Error && cause.message === '' && !('code' in cause);
}

function dispatcherOf(proxy: string | undefined, identity: ConnectionIdentity): Dispatcher {
  const toServer = { ...connecting, secureContext: identity.toServer };
  if (proxy === undefined) return new Agent({ ...lasting, connect: toServer });
  const { uri, token } = proxyParts(proxy);
  return new ProxyAgent({
    ...lasting,
    uri,
    ...(token === undefined ? {} : { token }),
    requestTls: toServer,
    proxyTls: { ...connecting, secureContext: identity.toProxy },
    // Proxies commonly allow tunnels to TLS ports only.
    proxyTunnel: false,
    clientFactory: (origin, options) =>
      new TunnelPool(origin, { ...options, headersTimeout: tunnelTimeoutMs }),
    factory: (origin, options) => new Pool(origin, { ...options, ...lasting }),
  });
}

/** Connections are kept, so that the next request needs no handshake; how long an answer may take others decide. */
const lasting = { keepAliveTimeout: 30_000, headersTimeout: 0, bodyTimeout: 0 } as const;

/** Said aloud, because NODE_TLS_REJECT_UNAUTHORIZED=0 would change what is left unsaid. */
const connecting = { timeout: 5_000, rejectUnauthorized: true } as const;

const tunnelTimeoutMs = 10_000;

/**
 * Opens tunnels, and says ERR_PROXY when none opens. ProxyAgent alone would connect to a proxy that hangs up again
 * and again for ever.
 */
class TunnelPool extends Pool {
  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    const data = await super.connect(options).catch((error: unknown) => {
      throw proxyFailureOf(error);
    });
    if (data.statusCode === 200) return data;
    data.socket.on('error', () => {}).destroy();
    throw proxyFailure(`it answered ${data.statusCode}`);
  }
}

function proxyParts(proxy: string): { readonly uri: string; readonly token: string | undefined } {
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (url === undefined) throw proxyFailure('its address is not a URL');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw proxyFailure(`proxies of the kind ${url.protocol.slice(0, -1)} are not supported`);
  }
  const token = tokenOf(url);
  url.username = '';
  url.password = '';
  return { uri: url.href, token };
}

function tokenOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const credentials = `${plain(username)}:${plain(password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}

function plain(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw proxyFailure('the percent signs in its address are not encoded');
  }
}
