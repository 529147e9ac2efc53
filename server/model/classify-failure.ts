import { APIConnectionError, APIError } from 'openai';

import { UserError } from '../base/error-codes.ts';
import { TooMuch } from './bounded-response.ts';
import type { ModelConfig } from './model-config.ts';
import { ModelError, type ModelErrorKind } from './model-error.ts';
import { retryAfterMs } from './retry-after.ts';
import { NotAModel } from './wire.ts';

/** Turns whatever the wire throws into a ModelError of a closed kind; what the server wrote is looked at, never shown. */
export function modelErrorOf(error: unknown, config: ModelConfig, wallMs: number): ModelError {
  if (error instanceof ModelError) return error;
  const holes = { model: config.name, host: config.host };
  if (error instanceof NotAModel)
    return new ModelError('not-a-model', { holes: { ...holes, detail: error.message }, cause: error });
  if (error instanceof TooMuch) return new ModelError('too-much', { holes, cause: error });
  if (error instanceof SyntaxError)
    return new ModelError('garbled', { holes: { ...holes, detail: 'it is not JSON' }, cause: error });
  if (error instanceof APIError && !(error instanceof APIConnectionError))
    return ofAnswer(error, config, wallMs);
  const ownError = causesOf(error).find((cause) => cause instanceof UserError);
  if (ownError !== undefined) return misconfigured(ownError, config);
  return ofConnection(systemCodeOf(error), error, config);
}

/** The answer cannot be understood; `detail` completes "…: it …". */
export function garbled(config: ModelConfig, detail: string): ModelError {
  return new ModelError('garbled', { holes: { model: config.name, host: config.host, detail } });
}

function ofAnswer(error: APIError, config: ModelConfig, wallMs: number): ModelError {
  const { status, headers } = error;
  const words = wordsOf(error);
  const kind = kindOfAnswer(status, words);
  return new ModelError(kind, {
    holes: {
      model: config.name,
      host: config.host,
      status: status === undefined ? 'an error in the answer' : String(status),
      detail: `it answered ${status}`,
      ...(kind === 'not-found' ? unknownThing(words, config) : refusedKey(config)),
    },
    retryAfterMs: headers === undefined ? undefined : retryAfterMs(headers, wallMs),
    cause: error,
  });
}

interface WhatAndHint {
  readonly what: string;
  readonly hint: string;
}

/** A server that speaks of a model lacks the model; another lacks the route, so it is of another kind than we think. */
function unknownThing(words: string, { preset, modelId, name }: ModelConfig): WhatAndHint {
  const isRoute = /(page|file|route|path|url) not found|no such route|cannot (get|post)/.test(words);
  if (isRoute || (preset !== 'ollama' && !/model/.test(words))) {
    const wanted = preset === undefined ? '"preset"' : `"preset": "${preset}"`;
    return {
      what: `the route for "${name}"`,
      hint: `Check ${wanted}, "baseUrl" and "fim": they do not fit it.`,
    };
  }
  const what = `the model "${modelId}"`;
  if (preset === 'ollama') return { what, hint: `Get it with \`ollama pull ${modelId}\`.` };
  return { what, hint: 'Check "model": it takes the name by which that server knows it.' };
}

function refusedKey({ key, keyVariable, name }: ModelConfig): WhatAndHint {
  switch (key.kind) {
    case 'none': {
      const own = keyVariable === undefined ? '' : ` ${keyVariable} goes to its own server alone.`;
      return { what: 'wants a key', hint: `Set "keyEnv" or "keyCommand" of the model "${name}".${own}` };
    }
    case 'environment':
      return {
        what: 'does not accept the key',
        hint: `Check the environment variable ${key.name}, as the editor's processes see it.`,
      };
    case 'command':
      return {
        what: 'does not accept the key',
        hint: 'The command that prints the key was run again, and its new key was refused too.',
      };
  }
}

function kindOfAnswer(status: number | undefined, words: string): ModelErrorKind {
  if (
    /context.?length|too many tokens|maximum context|exceeds? the (available )?context|prompt is too long/.test(
      words,
    )
  )
    return 'too-long';
  if (/insufficient_quota|exceeded your current quota|credit balance/.test(words)) return 'quota';
  const byStatus = kindsByStatus[status ?? 0];
  if (byStatus === 'overloaded' && /loading model/.test(words)) return 'loading';
  if (byStatus !== undefined) return byStatus;
  if (/overloaded|rate.?limit/.test(words)) return 'overloaded';
  if (status !== undefined && status >= 400 && status < 500) return 'bad-request';
  return 'server-error';
}

const kindsByStatus: Readonly<Record<number, ModelErrorKind>> = {
  401: 'auth',
  402: 'quota',
  403: 'forbidden',
  404: 'not-found',
  407: 'proxy',
  413: 'too-long',
  429: 'rate-limited',
  503: 'overloaded',
  529: 'overloaded',
};

/** What an error says of itself, for the patterns above alone: code, type and message, in small letters. */
function wordsOf(error: APIError): string {
  return `${error.code ?? ''} ${error.type ?? ''} ${error.message}`.slice(0, maxWords).toLowerCase();
}

const maxWords = 2_000;

function ofConnection(code: string, error: unknown, config: ModelConfig): ModelError {
  const holes = { model: config.name, host: config.host };
  const kind = code === 'ERR_REDIRECTED' ? 'redirected' : code === 'ERR_PROXY' ? 'proxy' : kindOfCode(code);
  const standard = code.startsWith('HPE_') ? 'it does not speak HTTP' : code;
  const ofProxy = kind === 'proxy' ? causesOf(error).at(-1)?.message : undefined;
  const detail = ofProxy ?? connectionDetails[code] ?? (standard === '' ? 'the connection failed' : standard);
  return new ModelError(kind, {
    holes: { ...holes, detail, hint: hintOf(kind, code, config) },
    cause: error,
  });
}

function kindOfCode(code: string): ModelErrorKind {
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return 'unreachable';
  if (code.startsWith('HPE_')) return 'not-a-model';
  if (/CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|TLS|SSL/.test(code)) return 'certificate';
  if (/^(UND_ERR_SOCKET|ECONNRESET|EPIPE|UND_ERR_ABORTED)$/.test(code)) return 'broken-off';
  if (/^(Z_|ERR_.*(ZLIB|BROTLI|ENCODING))/.test(code)) return 'garbled';
  return 'unreachable';
}

const connectionDetails: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name cannot be looked up just now',
  ETIMEDOUT: 'it does not react',
  UND_ERR_CONNECT_TIMEOUT: 'it does not react',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  EPIPE: 'the connection was closed',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends at an unknown authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its authority is unknown',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is unknown',
  CERT_HAS_EXPIRED: 'it has expired',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it belongs to another host',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak https',
  Z_DATA_ERROR: 'it is not compressed as it says',
};

function hintOf(kind: ModelErrorKind, code: string, config: ModelConfig): string {
  if (kind === 'certificate') return certificateHint(code, config);
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER') return 'Write http:// in "baseUrl", if it is meant to.';
  if (kind !== 'broken-off') return startHint(config);
  return config.baseUrl.startsWith('http:')
    ? 'If it never answers, it may speak https: write that in "baseUrl"; else look at the server\'s log.'
    : "If it happens often, look at the server's log or at the network.";
}

function certificateHint(code: string, { name }: ModelConfig): string {
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return 'Put the name that the certificate is for into "baseUrl".';
  if (code === 'CERT_HAS_EXPIRED') return 'Whoever runs the server must renew it.';
  return `If it is your company's, name its certificate file as "caFile" of the model "${name}".`;
}

function startHint({ preset, isLoopback, baseUrl }: ModelConfig): string {
  const port = new URL(baseUrl).port || '80';
  if (preset === 'ollama' && isLoopback) return 'Start it with `ollama serve`, or correct "baseUrl".';
  if (preset === 'llama.cpp' && isLoopback)
    return `Start it with \`llama-server -m MODEL.gguf --port ${port}\`, or correct "baseUrl".`;
  if (isLoopback) return 'Start the server, or correct "baseUrl".';
  return 'Check the network, "baseUrl" and, behind a proxy, HTTPS_PROXY.';
}

/** Something that the settings name cannot be used: a file, or a command. */
function misconfigured(
  { message, remedy }: UserError,
  { name, host }: Pick<ModelConfig, 'name' | 'host'>,
): ModelError {
  const detail = message.replace(/\.$/, '');
  return new ModelError('misconfigured', { holes: { model: name, host, detail, hint: remedy } });
}

/** The innermost code of a chain of errors, such as ECONNREFUSED; empty when none has one. */
function systemCodeOf(error: unknown): string {
  const codes = causesOf(error).map((cause) => ('code' in cause ? cause.code : undefined));
  return codes.filter((code) => typeof code === 'string').at(-1) ?? '';
}

function causesOf(error: unknown): readonly Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < maxDepth; cause = cause.cause)
    causes.push(cause);
  return causes;
}

const maxDepth = 8;
