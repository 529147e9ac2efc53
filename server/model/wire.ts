import { createParser } from 'eventsource-parser';
import OpenAI, { APIError } from 'openai';
import { Stream } from 'openai/streaming';

import { type BodyLimits, boundedResponse } from './bounded-response.ts';
import type { ModelConfig } from './model-config.ts';
import type { ModelFetch } from './ports.ts';

/** JSON as it goes out. */
export type JsonBody = Readonly<Record<string, unknown>>;

export interface WireRequest {
  /** Behind the base URL, with a slash in front; or the whole address, which must have the model's origin. */
  readonly path: string;
  /** Undefined for a GET. */
  readonly body: JsonBody | undefined;
  readonly key: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** The largest answer we read, whole and per line; 64 KB of text make about 2 MB of events. */
const limits: BodyLimits = { maxBytes: 8 * 1024 * 1024, maxLineBytes: 1024 * 1024 };

/**
 * The way to one endpoint, over the `openai` client. It sends our headers and no others: that client would add some
 * of its own, and what OPENAI_CUSTOM_HEADERS says. Nothing is retried here.
 */
export class Wire {
  readonly #config: ModelConfig;
  readonly #fetch: ModelFetch;
  readonly #userAgent: string;

  constructor(config: ModelConfig, fetch: ModelFetch, version: string) {
    this.#config = config;
    this.#fetch = fetch;
    this.#userAgent = `innerloop/${version}`;
  }

  /** The response of an endpoint that agreed (2xx); rejects with the client's or the system's error otherwise. */
  async send(request: WireRequest, signal: AbortSignal): Promise<Response> {
    const attempt: Attempt = { failure: undefined };
    const client = this.#client(request, attempt);
    const url = request.path.startsWith('/') ? `${this.#config.baseUrl}${request.path}` : request.path;
    const { query } = this.#config;
    try {
      if (request.body === undefined) return await client.get(url, { query, signal }).asResponse();
      return await client.post(url, { body: request.body, query, signal, stream: true }).asResponse();
    } catch (error) {
      throw attempt.failure ?? error;
    }
  }

  #client(request: WireRequest, attempt: Attempt): OpenAI {
    // Everything that the client would otherwise take from the environment is said here.
    return new OpenAI({
      apiKey: 'sent by our own headers',
      adminAPIKey: null,
      organization: null,
      project: null,
      webhookSecret: null,
      baseURL: this.#config.baseUrl,
      maxRetries: 0,
      timeout: longestTimerMs,
      logLevel: 'off',
      fetch: (url, init) =>
        this.#guardedFetch(url, init, request).catch((error: unknown) => {
          attempt.failure = error;
          throw error;
        }),
    });
  }

  async #guardedFetch(
    url: string | URL | Request,
    init: RequestInit | undefined,
    request: WireRequest,
  ): Promise<Response> {
    const target = new URL(url instanceof Request ? url.url : url);
    if (target.origin !== this.#config.origin) throw new TypeError('a request for a foreign origin');
    const { method, body, signal } = init ?? {};
    const response = await this.#fetch(target, {
      method: method ?? 'GET',
      headers: this.#headers(request),
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    const isWhole = response.headers.get('content-type')?.includes('application/json') === true;
    // One JSON value is one line.
    return boundedResponse(response, isWhole ? { ...limits, maxLineBytes: limits.maxBytes } : limits);
  }

  /** The later ones replace the earlier, however they are spelled. */
  #headers({ body, key, headers }: WireRequest): Headers {
    const { keyHeader } = this.#config;
    const all = new Headers({ accept: 'application/json, text/event-stream', 'user-agent': this.#userAgent });
    if (body !== undefined) all.set('content-type', 'application/json');
    if (key !== undefined) all.set(keyHeader, keyHeader === 'authorization' ? `Bearer ${key}` : key);
    for (const each of [headers ?? {}, this.#config.headers])
      for (const [name, value] of Object.entries(each)) all.set(name, value);
    return all;
  }
}

/** The system's own error: the client keeps no code of what it takes for a timeout. */
interface Attempt {
  failure: unknown;
}

/** The largest delay of a timer; our own deadlines rule. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * The messages of an answer, whatever its form: server-sent events, lines of JSON, or one JSON value from a server
 * or gateway that does not stream. Throws NotAModel for a page, SyntaxError for broken JSON, and the client's APIError
 * for an error among the events. The client's own parser of events is not used: it prints what it cannot parse.
 */
export async function* messagesOf(response: Response): AsyncGenerator<unknown> {
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (response.body === null) return;
  if (type === 'text/html' || type === 'application/xhtml+xml') {
    await response.body.cancel();
    throw new NotAModel('it sends a web page');
  }
  if (type === 'application/json') yield errorFree(JSON.parse(await response.text()), response);
  else if (type === 'application/x-ndjson')
    for await (const line of Stream.fromReadableStream(response.body, new AbortController()))
      yield errorFree(line, response);
  else yield* eventsOf(response, response.body);
}

async function* eventsOf(response: Response, body: ReadableStream<Uint8Array>): AsyncGenerator<unknown> {
  const waiting: string[] = [];
  const parser = createParser({ onEvent: ({ data }) => waiting.push(data) });
  for await (const text of textOf(body)) {
    parser.feed(text);
    for (const data of waiting.splice(0)) {
      if (data.startsWith('[DONE]')) return;
      yield errorFree(JSON.parse(data), response);
    }
  }
}

/** The text as it comes; behind it the empty line that ends the last event, which some servers leave out. */
async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of body) yield decoder.decode(chunk, { stream: true });
  yield `${decoder.decode()}\n\n`;
}

function errorFree(message: unknown, { headers }: Response): unknown {
  const error =
    typeof message === 'object' && message !== null && 'error' in message ? message.error : undefined;
  if (typeof error !== 'object' || error === null) return message;
  throw new APIError(undefined, error, undefined, headers);
}

/** What answers is no model's server; the message completes "What answers at HOST is not a model: …". */
export class NotAModel extends Error {}
