import http from 'node:http';
import https from 'node:https';

/** A request as it arrived, body and all. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  /** The body read as JSON; undefined when it is none. */
  readonly body: unknown;
  readonly text: string;
  /** Resolves when the client closes the connection before the answer was finished. */
  readonly aborted: Promise<void>;
}

/** What a script does with a request; what it throws is thrown again by `close`. */
export type Reply = (request: ReceivedRequest, response: ReplyWriter) => Promise<void> | void;

/** The pen of a script. Nothing here rejects when the client has gone. */
interface ReplyWriter {
  /** Sends the head at once; without it the first write sends 200. */
  status(code: number, headers?: http.OutgoingHttpHeaders): void;
  /** Resolves when the chunk is on its way, or the client has gone. */
  write(chunk: string | Uint8Array): Promise<void>;
  end(chunk?: string | Uint8Array): Promise<void>;
  json(status: number, value: unknown, headers?: http.OutgoingHttpHeaders): Promise<void>;
  /** Objects become `data: {…}` events, strings are written as they are; then the answer ends. */
  sse(events: readonly (object | string)[]): Promise<void>;
  ndjson(values: readonly unknown[]): Promise<void>;
  /** Cuts the connection. */
  destroy(): void;
  /** Never answers; resolves when the client goes away. */
  hold(): Promise<void>;
  readonly isClosed: boolean;
}

/** Tests write this word into files that no model may be shown; a server that was sent it fails its test when it is closed. */
export const withheldMark = /keptback/i;

/** A server on loopback that answers as it is told. */
export interface ScriptedModelServer {
  /** Such as `http://127.0.0.1:4711`. */
  readonly url: string;
  /** All requests so far, in the order in which their bodies were complete. */
  readonly requests: readonly ReceivedRequest[];
  /** Answers a path, without query; a later reply replaces an earlier one. */
  on(path: string, reply: Reply): void;
  /** Answers all paths that have no reply of their own; without it they get 404. */
  onAny(reply: Reply): void;
  untilRequests(count: number): Promise<void>;
  /** How many requests are in flight. */
  openConnections(): number;
  /** How many connections were ever accepted. */
  acceptedConnections(): number;
  close(): Promise<void>;
}

export interface ScriptedModelServerOptions {
  /** Speaks https; with `requestCert` only to clients that have a certificate of `ca`. */
  readonly tls?: {
    readonly cert: string;
    readonly key: string;
    readonly ca?: string;
    readonly requestCert?: boolean;
  };
}

/** Starts a scripted server on a free port; whoever starts it closes it. */
export async function scriptedModelServer(
  options: ScriptedModelServerOptions = {},
): Promise<ScriptedModelServer> {
  const replies = new Map<string, Reply>();
  const requests: ReceivedRequest[] = [];
  const waiting: { readonly count: number; readonly wake: () => void }[] = [];
  const failures: unknown[] = [];
  let otherwise: Reply = (_request, response) => response.json(404, { error: { message: 'no such route' } });
  let inFlight = 0;
  let accepted = 0;

  async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    inFlight += 1;
    outgoing.on('close', () => {
      inFlight -= 1;
    });
    const pen = new Pen(outgoing);
    const request = await received(incoming, pen);
    requests.push(request);
    if (withheldMark.test(request.text))
      failures.push(new Error('a model was sent what it must not be shown'));
    for (const waiter of waiting) if (waiter.count <= requests.length) waiter.wake();
    const reply = replies.get(request.path.split('?', 1).join()) ?? otherwise;
    await reply(request, pen);
  }

  const server = serverOf(options, (incoming, outgoing) => {
    answer(incoming, outgoing).catch((error: unknown) => {
      // A client that goes away amid its request is no failure of a script.
      if (incoming.complete) failures.push(error);
      outgoing.destroy();
    });
  });
  server.on('connection', () => {
    accepted += 1;
  });
  const port = await listeningPort(server);

  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    requests,
    on: (path, reply) => {
      replies.set(path, reply);
    },
    onAny: (reply) => {
      otherwise = reply;
    },
    untilRequests: (count) =>
      new Promise((resolve) => {
        if (count <= requests.length) resolve();
        else waiting.push({ count, wake: resolve });
      }),
    openConnections: () => inFlight,
    acceptedConnections: () => accepted,
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      if (failures.length > 0) throw failures[0];
    },
  };
}

/** How a ready-made answer is told. */
export interface AnswerOptions {
  /** In how many pieces the text comes; 3 unless told. */
  readonly chunks?: number;
  /** Why it ends, in the words of the wire format. */
  readonly finish?: string;
  /** The tokens, as the wire format has them; left out unless told. */
  readonly usage?: Readonly<Record<string, unknown>>;
}

/** Answers `/v1/completions`. */
export function completionsOf(text: string, options: AnswerOptions = {}): Reply {
  return openAiStream('text_completion', text, options, (piece) => ({ text: piece }));
}

/** Answers `/v1/chat/completions`. */
export function chatOf(text: string, options: AnswerOptions = {}): Reply {
  return openAiStream('chat.completion.chunk', text, options, (piece) => ({
    delta: piece === '' ? {} : { role: 'assistant', content: piece },
  }));
}

/** Answers Ollama's `/api/generate`. */
export function ollamaGenerateOf(text: string, { chunks, finish, usage }: AnswerOptions = {}): Reply {
  const common = { model: 'scripted', created_at: '2030-01-01T00:00:00Z' };
  const pieces = piecesOf(text, chunks);
  const counts = { prompt_eval_count: 7, eval_count: pieces.length };
  return (_request, response) =>
    response.ndjson([
      ...pieces.map((piece) => ({ ...common, response: piece, done: false })),
      { ...common, response: '', done: true, done_reason: finish ?? 'stop', ...counts, ...usage },
    ]);
}

/** Answers llama.cpp's `/infill`. */
export function infillOf(text: string, { chunks, finish, usage }: AnswerOptions = {}): Reply {
  const pieces = piecesOf(text, chunks);
  const counts = { tokens_predicted: pieces.length, tokens_evaluated: 7, tokens_cached: 5 };
  return (_request, response) =>
    response.sse([
      ...pieces.map((content) => ({ content, stop: false })),
      { content: '', stop: true, stop_type: finish ?? 'eos', ...counts, ...usage },
    ]);
}

/** Answers Anthropic's `/v1/messages`. */
export function anthropicOf(text: string, { chunks, finish, usage }: AnswerOptions = {}): Reply {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'scripted', content: [] };
  const deltas = piecesOf(text, chunks).map((piece) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text: piece },
  }));
  const events = [
    {
      type: 'message_start',
      message: { ...message, stop_reason: null, usage: { input_tokens: 7, output_tokens: 1, ...usage } },
    },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...deltas,
    { type: 'content_block_stop', index: 0 },
    {
      type: 'message_delta',
      delta: { stop_reason: finish ?? 'end_turn', stop_sequence: null },
      usage: { output_tokens: deltas.length, ...usage },
    },
    { type: 'message_stop' },
  ];
  return (_request, response) =>
    response.sse(events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`));
}

/** Knows of a connection who closed it: `isClosed` is true from then on, and `gone` tells of the client only. */
class Pen implements ReplyWriter {
  readonly closed: Promise<void>;
  readonly gone: Promise<void>;
  readonly #response: http.ServerResponse;
  #isClosed = false;
  #isCutByUs = false;

  constructor(response: http.ServerResponse) {
    this.#response = response;
    // Writing to a client that has gone is an error event that nobody needs.
    response.on('error', () => {});
    this.closed = new Promise((resolve) => {
      response.on('close', () => {
        this.#isClosed = true;
        resolve();
      });
    });
    this.gone = new Promise((resolve) => {
      response.on('close', () => {
        if (!response.writableFinished && !this.#isCutByUs) resolve();
      });
    });
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  status(code: number, headers: http.OutgoingHttpHeaders = {}): void {
    this.#response.writeHead(code, headers);
    this.#response.flushHeaders();
  }

  write(chunk: string | Uint8Array): Promise<void> {
    return this.#unlessClosed((done) => this.#response.write(chunk, done));
  }

  end(chunk: string | Uint8Array = ''): Promise<void> {
    return this.#unlessClosed((done) => this.#response.end(chunk, done));
  }

  json(status: number, value: unknown, headers: http.OutgoingHttpHeaders = {}): Promise<void> {
    this.status(status, { 'content-type': 'application/json', ...headers });
    return this.end(JSON.stringify(value));
  }

  sse(events: readonly (object | string)[]): Promise<void> {
    const texts = events.map((event) =>
      typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`,
    );
    return this.#pieces('text/event-stream', texts);
  }

  ndjson(values: readonly unknown[]): Promise<void> {
    const lines = values.map((value) => `${JSON.stringify(value)}\n`);
    return this.#pieces('application/x-ndjson', lines);
  }

  destroy(): void {
    this.#isCutByUs = true;
    this.#response.destroy();
  }

  hold(): Promise<void> {
    return this.closed;
  }

  async #pieces(contentType: string, texts: readonly string[]): Promise<void> {
    if (!this.#response.headersSent) this.status(200, { 'content-type': contentType });
    for (const text of texts) await this.write(text);
    await this.end();
  }

  async #unlessClosed(send: (done: () => void) => void): Promise<void> {
    if (this.#isClosed) return;
    await Promise.race([this.closed, new Promise<void>(send)]);
  }
}

function serverOf({ tls }: ScriptedModelServerOptions, listener: http.RequestListener): http.Server {
  return tls === undefined ? http.createServer(listener) : https.createServer({ ...tls }, listener);
}

function listeningPort(server: http.Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('no port'));
      else resolve(address.port);
    });
  });
}

async function received(incoming: http.IncomingMessage, pen: Pen): Promise<ReceivedRequest> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers: incoming.headers,
    body: parsed(text),
    text,
    aborted: pen.gone,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function openAiStream(
  object: string,
  text: string,
  { chunks, finish, usage }: AnswerOptions,
  choiceOf: (piece: string) => object,
): Reply {
  const common = { id: 'scripted-1', object, created: 1, model: 'scripted' };
  const event = (piece: string, finishReason: string | null) => ({
    ...common,
    choices: [{ index: 0, ...choiceOf(piece), finish_reason: finishReason }],
  });
  return (_request, response) =>
    response.sse([
      ...piecesOf(text, chunks).map((piece) => event(piece, null)),
      event('', finish ?? 'stop'),
      ...(usage === undefined ? [] : [{ ...common, choices: [], usage }]),
      'data: [DONE]\n\n',
    ]);
}

/** Cuts between code points; a text that is too short for the number comes in fewer pieces. */
function piecesOf(text: string, count = 3): readonly string[] {
  const points = [...text];
  const size = Math.max(1, Math.ceil(points.length / count));
  const pieces: string[] = [];
  for (let at = 0; at < points.length; at += size) pieces.push(points.slice(at, at + size).join(''));
  return pieces;
}
