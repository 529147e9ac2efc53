import type { Disposable, Message, MessageReader, MessageWriter } from 'vscode-jsonrpc';

import { FrameParser } from './frame-parser.ts';
import { frameOf, parseBody } from './json-frame.ts';
import {
  type Incoming,
  isJsonObject,
  type JsonObject,
  type RequestId,
  rpcErrors,
  sortMessage,
} from './json-rpc.ts';
import { LifeCycle } from './life-cycle.ts';
import { RequestIds } from './request-ids.ts';
import type { ByteTransport, Transport } from './transport.ts';

/** Bytes that may wait for a client that does not read; above it we stop reading what it sends. */
const maxUnsentBytes = 8 * 1024 * 1024;
/** UTF-16 units of a method's name; a longer one is no method that anyone has. */
const maxMethodLength = 200;

/**
 * Stands between the bytes of the client and `vscode-languageserver`, as its reader and its writer.
 *
 * It answers by itself what the library would lose, echo or serve at the wrong time: damaged, oversized and
 * invalid messages, calls outside their phase, colliding ids. Only well-formed calls with private ids get through.
 */
export class StrictFront {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  readonly #transport: Transport;
  readonly #lifeCycle = new LifeCycle();
  readonly #ids = new RequestIds();
  /** Ids of our own requests that the client still has to answer. */
  readonly #asked = new Set<RequestId>();
  #initializeId: number | undefined;
  #deliver: (message: Message) => void = () => undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.reader = {
      onError: noEvent,
      onClose: noEvent,
      onPartialMessage: noEvent,
      listen: (callback) => this.#listen(callback),
      dispose: () => undefined,
    };
    this.writer = {
      onError: noEvent,
      onClose: noEvent,
      write: (message) => this.#write(message),
      end: () => undefined,
      dispose: () => undefined,
    };
  }

  /** What the process should end with now: 0 when the client said `shutdown` before. */
  exitCode(): number {
    return this.#lifeCycle.exitCode();
  }

  #listen(callback: (message: Message) => void): Disposable {
    this.#deliver = callback;
    const transport = this.#transport;
    // A client that has gone counts as one that said `exit`, behind everything it said before.
    transport.onClose(() => this.#deliver(exitMessage));
    if (transport.kind === 'messages') transport.onMessage((message) => this.#accept(sortMessage(message)));
    else this.#listenToBytes(transport);
    return { dispose: () => undefined };
  }

  #listenToBytes(transport: ByteTransport): void {
    const parser = new FrameParser({
      onBody: (body) => this.#accept(parseBody(body)),
      onTooLarge: () => this.#refuse(null, rpcErrors.invalidRequest),
    });
    transport.onData((chunk) => parser.push(chunk));
    transport.onDrain(() => transport.resume());
  }

  #accept(incoming: Incoming): void {
    switch (incoming.kind) {
      case 'request':
        this.#acceptRequest(incoming);
        break;
      case 'notification':
        this.#acceptNotification(incoming.method, incoming.params);
        break;
      case 'response':
        this.#acceptResponse(incoming);
        break;
      case 'refused':
        this.#acceptDamaged(incoming.id, incoming.code);
        break;
      case 'ignored':
        break;
    }
  }

  #acceptRequest({ id, method, params }: Incoming & { kind: 'request' }): void {
    const verdict = this.#lifeCycle.request(method);
    if (verdict.kind === 'refuse') this.#refuse(id, verdict.code);
    else if (method.length > maxMethodLength) this.#refuse(id, rpcErrors.methodNotFound);
    else {
      const ours = this.#ids.take(id);
      if (method === 'initialize') this.#initializeId = ours;
      this.#deliver(asMessage({ jsonrpc, id: ours, method, params }));
    }
  }

  #acceptNotification(method: string, params: JsonObject): void {
    const verdict = this.#lifeCycle.notification(method);
    if (verdict.kind === 'exit') this.#deliver(exitMessage);
    else if (verdict.kind === 'accept' && method === '$/cancelRequest') this.#cancel(params.id);
    else if (verdict.kind === 'accept' && method.length <= maxMethodLength)
      this.#deliver(asMessage({ jsonrpc, method, params }));
  }

  #cancel(theirs: unknown): void {
    for (const id of this.#ids.inFlight(theirs))
      this.#deliver(asMessage({ jsonrpc, method: '$/cancelRequest', params: { id } }));
  }

  #acceptDamaged(id: RequestId | null, code: number): void {
    // An answer to a request of ours that carries neither result nor error means "done".
    if (id !== null && this.#asked.has(id))
      this.#acceptResponse({ kind: 'response', id, result: null, error: undefined });
    else this.#refuse(id, code);
  }

  #acceptResponse({ id, result, error }: Incoming & { kind: 'response' }): void {
    if (!this.#asked.delete(id)) return;
    const outcome = error === undefined ? { result } : { error: plainError(error) };
    this.#deliver(asMessage({ jsonrpc, id, ...outcome }));
  }

  #refuse(id: RequestId | null, code: number): void {
    this.#send({ jsonrpc, id, error: { code, message: refusals.get(code) ?? 'Refused.' } });
  }

  #write(message: object): Promise<void> {
    const out = { ...message };
    if (!isJsonObject(out)) return Promise.resolve();
    if ('method' in out) {
      const id = out.id;
      if (typeof id === 'string' || typeof id === 'number') this.#asked.add(id);
      this.#send(out);
    } else this.#writeResponse(out);
    return Promise.resolve();
  }

  #writeResponse(message: JsonObject): void {
    const ours = message.id;
    const theirs = typeof ours === 'number' ? this.#ids.release(ours) : undefined;
    // Answered before: the client must not hear of it twice.
    if (theirs === undefined) return;
    const error = isJsonObject(message.error) ? message.error : undefined;
    if (ours === this.#initializeId && error !== undefined) this.#lifeCycle.initializeFailed();
    this.#send(
      error === undefined ? { ...message, id: theirs } : { jsonrpc, id: theirs, error: plainError(error) },
    );
  }

  #send(message: object): void {
    const transport = this.#transport;
    if (transport.kind === 'messages') {
      transport.send(message);
      return;
    }
    transport.write(frameOf(message));
    if (transport.unsentBytes() > maxUnsentBytes) transport.pause();
  }
}

const jsonrpc = '2.0';

const refusals: ReadonlyMap<number, string> = new Map([
  [rpcErrors.parseError, 'The message is no valid JSON.'],
  [rpcErrors.invalidRequest, 'The message is no valid request, or not at this time.'],
  [rpcErrors.methodNotFound, 'There is no such method.'],
  [rpcErrors.invalidParams, 'The parameters are not what the method takes.'],
  [rpcErrors.serverNotInitialized, 'The server waits for initialize.'],
]);

function plainError(error: JsonObject): { code: number; message: string } {
  const code = typeof error.code === 'number' ? error.code : rpcErrors.internalError;
  const message = typeof error.message === 'string' ? error.message : '';
  return { code, message };
}

const exitMessage = asMessage({ jsonrpc, method: 'exit' });

/** The library's own type says only that a message has a `jsonrpc`. */
function asMessage(message: { jsonrpc: '2.0' } & Record<string, unknown>): Message {
  return message;
}

function noEvent<T>(_listener: (event: T) => void): Disposable {
  return { dispose: () => undefined };
}
