import { onTestFinished } from 'vitest';

import { modelFetch } from '../../server/host/model-fetch.ts';
import type { ConnectionSettings, ModelFetch } from '../../server/model/ports.ts';
import {
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
  scriptedModelServer,
} from '../support/scripted-model-server.ts';
import { type ScriptedProxy, type ScriptedProxyOptions, scriptedProxy } from '../support/scripted-proxy.ts';
import { testCertificates } from '../support/test-certificates.ts';

/** A server that says hello at `/hello` until the test ends. */
export async function server(options: ScriptedModelServerOptions = {}): Promise<ScriptedModelServer> {
  const started = await scriptedModelServer(options);
  onTestFinished(() => started.close());
  started.on('/hello', (_request, response) => response.json(200, 'hello'));
  return started;
}

/** The same over TLS, with a certificate that only the tests' authority vouches for. */
export function tlsServer(
  tls: Partial<ScriptedModelServerOptions['tls']> = {},
): Promise<ScriptedModelServer> {
  return server({
    tls: { cert: testCertificates.server.text, key: testCertificates.serverKey.text, ...tls },
  });
}

/** A proxy until the test ends. */
export async function proxy(options: ScriptedProxyOptions = {}): Promise<ScriptedProxy> {
  const started = await scriptedProxy(options);
  onTestFinished(() => started.close());
  return started;
}

/** The function under test, made with these settings and none besides. */
export function fetchWith(settings: Partial<ConnectionSettings> = {}): ModelFetch {
  return modelFetch({
    proxy: undefined,
    caFile: undefined,
    certFile: undefined,
    keyFile: undefined,
    ...settings,
  });
}

/** What came back, or the code of why nothing did. */
export async function check(url: string, settings: Partial<ConnectionSettings> = {}): Promise<unknown> {
  return ask(fetchWith(settings), url);
}

/** The same with a `fetch` that is there already. */
export async function ask(fetch: ModelFetch, url: string): Promise<unknown> {
  try {
    const response = await fetch(url);
    const text = await response.text();
    return response.status === 200 ? JSON.parse(text) : response.status;
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

/** The greeting's address under the name that proxies are tried with. */
export function atLocalhost(url: string): string {
  return `${url.replace('127.0.0.1', 'localhost')}/hello`;
}

/** An address that holds `user:password`. */
export function withCredentials(url: string, credentials: string): string {
  const [user = '', password = ''] = credentials.split(':');
  return url.replace('://', `://${encodeURIComponent(user)}:${encodeURIComponent(password)}@`);
}
