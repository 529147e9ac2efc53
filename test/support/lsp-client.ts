import { type ChildProcess, spawn } from 'node:child_process';

import { type Message, StreamMessageReader } from 'vscode-jsonrpc/node';

/** An answer of the server, as it came. */
export interface LspAnswer {
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

/** A notification or a request of the server, as it came. */
export interface LspCall {
  readonly id?: string | number;
  readonly method: string;
  readonly params: unknown;
}

/**
 * A small LSP client for tests, on two streams. It checks nothing and hides nothing:
 * every answer and every call of the server is kept in the order of arrival.
 */
export class LspClient {
  readonly answers: LspAnswer[] = [];
  readonly calls: LspCall[] = [];
  /** What the client answers to a request of the server (later, for a promise; an error when it throws). */
  answerCall: (call: LspCall) => unknown = () => null;
  readonly #toServer: NodeJS.WritableStream;
  readonly #waiting: (() => void)[] = [];
  #nextId = 1;

  constructor(toServer: NodeJS.WritableStream, fromServer: NodeJS.ReadableStream) {
    this.#toServer = toServer;
    new StreamMessageReader(fromServer).listen((message) => this.#take(message));
  }

  /** Sends a request under a new id; the id is what `$/cancelRequest` and `answerOf` take. */
  send(method: string, params?: unknown): number {
    const id = this.#nextId;
    this.#nextId += 1;
    this.write({ jsonrpc: '2.0', id, method, params });
    return id;
  }

  /** Sends a request and waits for its answer. */
  async request(method: string, params?: unknown): Promise<LspAnswer> {
    return this.answerOf(this.send(method, params));
  }

  notify(method: string, params?: unknown): void {
    this.write({ jsonrpc: '2.0', method, params });
  }

  /** Any JSON value in a frame of the right length. */
  write(message: unknown): void {
    const body = Buffer.from(JSON.stringify(message));
    this.writeRaw(Buffer.concat([Buffer.from(`Content-Length: ${body.length}\r\n\r\n`), body]));
  }

  /** Bytes as they are. */
  writeRaw(bytes: Uint8Array | string): void {
    this.#toServer.write(bytes);
  }

  /** The first answer to `id`, now or when it comes. */
  async answerOf(id: LspAnswer['id']): Promise<LspAnswer> {
    return this.#until(() => this.answers.find((answer) => answer.id === id));
  }

  /** The first call of `method`, now or when it comes. */
  async callOf(method: string): Promise<LspCall> {
    return this.#until(() => this.calls.find((call) => call.method === method));
  }

  /** `initialize` and `initialized`; resolves with the answer to the first. */
  async handshake(params: object = {}): Promise<LspAnswer> {
    const answer = await this.request('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
      ...params,
    });
    this.notify('initialized', {});
    return answer;
  }

  open(uri: string, text: string, languageId = 'typescript'): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  async #until<Found>(find: () => Found | undefined): Promise<Found> {
    for (;;) {
      const found = find();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async #answer(id: string | number, call: LspCall): Promise<void> {
    try {
      this.write({ jsonrpc: '2.0', id, result: await this.answerCall(call) });
    } catch (error) {
      this.write({ jsonrpc: '2.0', id, error: { code: -32603, message: String(error) } });
    }
  }

  #take(message: Message): void {
    if (isCall(message)) {
      this.calls.push(message);
      if (message.id !== undefined) void this.#answer(message.id, message);
    } else if (isAnswer(message)) this.answers.push(message);
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

/** A server in a process of its own, and how it ended. */
export interface SpawnedServer {
  readonly client: LspClient;
  readonly process: ChildProcess;
  readonly exited: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  /** What it wrote to its standard error so far. */
  stderr(): string;
}

/** Starts a server that speaks on its standard streams. */
export function spawnServer(
  command: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): SpawnedServer {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += String(chunk);
  });
  // A server that ends while we write to it is a case that tests want to see, not to die of.
  child.stdin.on('error', () => undefined);
  return {
    client: new LspClient(child.stdin, child.stdout),
    process: child,
    exited: new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal }))),
    stderr: () => errors,
  };
}

function isCall(message: Message): message is Message & LspCall {
  return 'method' in message;
}

function isAnswer(message: Message): message is Message & LspAnswer {
  return 'id' in message;
}
