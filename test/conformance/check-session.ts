import type { RecordedEntry, RecordedMessage } from '../editors/recorded-session.ts';
import { ProgressTokens } from './progress-tokens.ts';
import type { ProtocolMethod, ProtocolModel } from './protocol-model.ts';
import { misfits, type Shape } from './shape.ts';

/**
 * Checks the server's side of a recorded session: the shape of everything it sent, directions, answers (exactly
 * one for each request), the order of the life cycle and of progress, and that it used no ability that the client
 * had not announced. One sentence for each fault.
 */
export function serverFaults(model: ProtocolModel, entries: readonly RecordedEntry[]): readonly string[] {
  const check = new SessionCheck(model);
  for (const entry of entries) check.follow(entry);
  return [...check.faults, ...check.unanswered()];
}

/** What a server may send before it has answered `initialize`. */
const allowedEarly = new Set([
  'window/showMessage',
  'window/logMessage',
  'window/showMessageRequest',
  'telemetry/event',
  '$/progress',
]);

/**
 * The model names an ability for these, too, but it is about requests that show a message, and editors without it
 * (Emacs) show messages all the same.
 */
const needNoAbility: ReadonlySet<string> = new Set(['window/showMessage']);

/** Follows a session message by message. */
class SessionCheck {
  readonly faults: string[] = [];
  readonly #model: ProtocolModel;
  readonly #tokens: ProgressTokens;
  /** The client's requests that wait for an answer, by id. */
  readonly #waiting = new Map<unknown, string>();
  /** The server's requests that wait for an answer, by id. */
  readonly #asked = new Set<unknown>();
  #clientCapabilities: unknown;
  #initialized = false;

  constructor(model: ProtocolModel) {
    this.#model = model;
    this.#tokens = new ProgressTokens(model.workDoneProgress);
  }

  follow({ dir, msg, bad, header }: RecordedEntry): void {
    if (dir === 's2c' && bad !== undefined) this.faults.push(`broken message: ${bad}`);
    if (msg === undefined) return;
    if (dir === 'c2s') this.#followClient(msg);
    if (dir === 's2c') this.#followServer(msg, header ?? '');
  }

  unanswered(): readonly string[] {
    return [...this.#waiting.values()].map((method) => `${method}: never answered`);
  }

  #followClient(msg: RecordedMessage): void {
    this.#tokens.learn(msg.params);
    if (msg.method === undefined) this.#asked.delete(msg.id);
    else if (msg.id !== undefined) this.#waiting.set(msg.id, msg.method);
    if (msg.method === 'initialize') this.#clientCapabilities = valueAt(msg.params, 'capabilities');
  }

  #followServer(msg: RecordedMessage, header: string): void {
    if (!/^Content-Length: \d+$/m.test(header)) this.faults.push(`bad header: ${header}`);
    if (msg.jsonrpc !== '2.0') this.faults.push(`${msg.method ?? 'an answer'}: jsonrpc is not "2.0"`);
    if (msg.method === undefined) this.#checkAnswer(msg);
    else this.#checkSent(msg.method, msg);
  }

  #checkAnswer(msg: RecordedMessage): void {
    const method = this.#waiting.get(msg.id);
    if (method === undefined) {
      this.faults.push(
        `answer to ${JSON.stringify(msg.id)}, which nobody asked or which was answered before`,
      );
      return;
    }
    this.#waiting.delete(msg.id);
    if (method === 'initialize') this.#initialized = true;
    const fault = (sentence: string) => this.faults.push(`answer to ${method}: ${sentence}`);
    if ('result' in msg === 'error' in msg) fault('needs either a result or an error');
    const shape = this.#model.methods.get(method)?.result;
    if ('result' in msg && shape !== undefined)
      for (const misfit of misfits(shape, msg.result, 'result')) fault(misfit);
    if ('error' in msg) for (const misfit of misfits(errorShape, msg.error, 'error')) fault(misfit);
  }

  #checkSent(method: string, msg: RecordedMessage): void {
    const known = this.#model.methods.get(method);
    const fault = (sentence: string) => this.faults.push(`${method}: ${sentence}`);
    if (!this.#initialized && !allowedEarly.has(method)) fault('sent before the answer to initialize');
    if (msg.id !== undefined) {
      if (this.#asked.has(msg.id)) fault(`the id ${JSON.stringify(msg.id)} is in use`);
      this.#asked.add(msg.id);
    }
    this.#tokens.learn(msg.params);
    if (method === '$/progress') for (const sentence of this.#tokens.faults(msg.params)) fault(sentence);
    // Methods that LSP does not know are the business of the document that describes our own.
    if (known !== undefined) for (const sentence of this.#knownFaults(method, known, msg)) fault(sentence);
  }

  #knownFaults(method: string, known: ProtocolMethod, msg: RecordedMessage): readonly string[] {
    const { clientCapability } = known;
    return [
      ...(known.direction === 'clientToServer' ? ['only clients may send this'] : []),
      ...((known.result === undefined) === (msg.id === undefined)
        ? []
        : ['sent as a request but is a notification, or the other way round']),
      ...(clientCapability === undefined ||
      needNoAbility.has(method) ||
      valueAt(this.#clientCapabilities, clientCapability)
        ? []
        : [`the client has not announced ${clientCapability}`]),
      ...misfits(known.params, msg.params, 'params'),
      ...(known.method === 'client/registerCapability' ? this.#registrationFaults(msg.params) : []),
    ];
  }

  #registrationFaults(params: unknown): readonly string[] {
    const registrations = valueAt(params, 'registrations');
    if (!Array.isArray(registrations)) return [];
    return registrations.flatMap((registration: unknown) => {
      const method = this.#model.methods.get(String(valueAt(registration, 'method')));
      const options = valueAt(registration, 'registerOptions');
      if (method === undefined) return ['registers a method that LSP does not have'];
      const base = method.clientCapability;
      const dynamic = base !== undefined && valueAt(this.#clientCapabilities, `${base}.dynamicRegistration`);
      return [
        ...(dynamic === true ? [] : [`registers ${method.method}, which the client has not offered`]),
        ...(options === undefined ? [] : misfits(method.registrationOptions, options, 'registerOptions')),
      ];
    });
  }
}

const errorShape: Shape = {
  kind: 'object',
  name: 'ResponseError',
  others: undefined,
  properties: () => [
    { name: 'code', optional: false, shape: { kind: 'integer' } },
    { name: 'message', optional: false, shape: { kind: 'string' } },
  ],
};

/** The value at a dotted path inside data of unknown shape. */
function valueAt(value: unknown, path: string): unknown {
  let current = value;
  for (const key of path.split('.')) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return current;
}
