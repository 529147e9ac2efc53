import { expect, onTestFinished } from 'vitest';

import type { Clock } from '../../server/base/clock.ts';
import { UserError } from '../../server/base/error-codes.ts';
import { concat, excerpt } from '../../server/base/sourced-text.ts';
import { modelFetch } from '../../server/host/model-fetch.ts';
import type { BudgetOptions } from '../../server/model/budget-governor.ts';
import { EndpointHealth } from '../../server/model/endpoint-health.ts';
import type { Provider } from '../../server/model/exchange.ts';
import type {
  ChatRequest,
  FillInMiddleRequest,
  ModelEvent,
  RequestPurpose,
} from '../../server/model/language-model.ts';
import { type ModelConfig, modelConfig } from '../../server/model/model-config.ts';
import { ModelError } from '../../server/model/model-error.ts';
import type { ModelSettings } from '../../server/model/model-settings.ts';
import type {
  AnswerFacts,
  KeySource,
  ModelFetch,
  OutboundPolicy,
  SpendingLog,
  SpentOn,
} from '../../server/model/ports.ts';
import { anthropic } from '../../server/model/providers/anthropic.ts';
import { ollama } from '../../server/model/providers/ollama.ts';
import { openaiCompatible } from '../../server/model/providers/openai-compatible.ts';
import { RemoteModel } from '../../server/model/remote-model.ts';
import { Sender } from '../../server/model/sender.ts';
import { Wire } from '../../server/model/wire.ts';
import { ManualClock } from '../support/manual-clock.ts';
import {
  type ReceivedRequest,
  type Reply,
  type ScriptedModelServer,
  type ScriptedModelServerOptions,
  scriptedModelServer,
} from '../support/scripted-model-server.ts';

/** What servers write in tests and no message may repeat. */
export const canary = 'CANARY-of-the-server';

export const never = new AbortController().signal;
export const typed: RequestPurpose = { feature: 'completion', trigger: 'automatic' };
export const asked: RequestPurpose = { feature: 'chat', trigger: 'invoked' };

/** What a test may choose about the surroundings of its models. */
export interface BenchOptions {
  readonly server?: ScriptedModelServerOptions;
  /** Another clock than the bench's own, which stands still. */
  readonly clock?: Clock;
  readonly refusalOf?: OutboundPolicy['refusalOf'];
  readonly budget?: BudgetOptions;
  readonly spending?: SpendingLog;
}

/** A server, what stands between it and models, and the means to make models of it. */
export interface ModelBench {
  readonly server: ScriptedModelServer;
  readonly clock: WatchedClock;
  readonly spending: SpendingMemory;
  readonly keys: FakeKeys;
  /** What went wrong with the spending log. */
  readonly spendingFailures: readonly unknown[];
  /** The models whose loading was told of and has not ended. */
  readonly loading: ReadonlySet<string>;
  /** A model of the server; all models of a bench share health, keys and spending. */
  model(settings?: Partial<ModelSettings>, fetch?: ModelFetch): RemoteModel;
}

/** Sets up a server and its surroundings until the test ends. */
export async function modelBench(options: BenchOptions = {}): Promise<ModelBench> {
  const server = await scriptedModelServer(options.server);
  onTestFinished(() => server.close());
  const own = new WatchedClock();
  const clock = options.clock ?? own;
  const spending = new SpendingMemory();
  const keys = new FakeKeys();
  const spendingFailures: unknown[] = [];
  const loading = new Set<string>();
  const sender = new Sender({
    policy: { refusalOf: options.refusalOf ?? (() => undefined) },
    health: new EndpointHealth(clock),
    clock,
    keys,
    spending: options.spending ?? spending,
    budget: () => options.budget ?? { hostedAutomatic: false, dailyRequests: undefined },
    onSpendingFailure: (error) => spendingFailures.push(error),
  });
  const model = (settings: Partial<ModelSettings> = {}, fetch?: ModelFetch) => {
    const config = modelConfig('tested', { model: 'm', baseUrl: baseUrlOf(server, settings), ...settings });
    return new RemoteModel({
      target: { config, wire: new Wire(config, fetch ?? modelFetch(config.connection), '1.2.3') },
      provider: providerOf(config),
      sender,
      clock,
      random: () => 0,
      onLoading: (name) => {
        loading.add(name);
        return () => loading.delete(name);
      },
    });
  };
  return { server, clock: own, spending, keys, spendingFailures, loading, model };
}

function baseUrlOf({ url }: ScriptedModelServer, { preset }: Partial<ModelSettings>): string {
  return preset === 'ollama' ? url : `${url}/v1`;
}

function providerOf(config: ModelConfig): Provider {
  return { openai: openaiCompatible, ollama, anthropic }[config.wire](config);
}

/** Brings requests for any address to the scripted server, as if it were another machine. */
export function hostedFetch({ server }: ModelBench): ModelFetch {
  const fetch = modelFetch({ proxy: '', caFile: undefined, certFile: undefined, keyFile: undefined });
  return (address, init) => {
    const { pathname, search } = new URL(address instanceof Request ? address.url : address);
    return fetch(`${server.url}${pathname}${search}`, init);
  };
}

/** Where hosted models of tests live. */
export const hostedUrl = 'https://models.example/v1';

/** Answers what Ollama is asked about itself; `running` are the models in its memory, with their windows. */
export function scriptOllama(
  { server }: ModelBench,
  { capabilities, running = { m: 8192 }, parameters }: OllamaScript,
): void {
  server.on('/api/show', (_request, response) => response.json(200, { capabilities, parameters }));
  server.on('/api/ps', (_request, response) =>
    response.json(200, {
      models: Object.entries(running).map(([model, context_length]) => ({
        name: model,
        model,
        context_length,
      })),
    }),
  );
}

interface OllamaScript {
  readonly capabilities: readonly string[];
  readonly running?: Readonly<Record<string, number>>;
  readonly parameters?: string;
}

/** Completes `return ` in a small file. */
export function completion(changes: Partial<FillInMiddleRequest> = {}): FillInMiddleRequest {
  const file = 'return ;\n';
  return {
    prefix: excerpt('file:///w/src/a.ts', file, 0, 7),
    suffix: excerpt('file:///w/src/a.ts', file, 7, file.length),
    path: 'src/a.ts',
    languageId: 'typescript',
    repository: 'w',
    context: [],
    maxTokens: 16,
    stop: [],
    ...changes,
  };
}

/** Another file for a completion to learn from. */
export const otherFile = {
  path: 'src/b.ts',
  text: excerpt('file:///w/src/b.ts', 'const b = 1;\n', 0, 13),
};

export function question(text = 'Why?'): ChatRequest {
  return {
    messages: [
      { role: 'system', content: concat('Be brief.') },
      { role: 'user', content: concat(text) },
    ],
    maxTokens: 64,
  };
}

export function complete(model: RemoteModel, signal = never, request = completion()): Promise<ModelEvent[]> {
  return collected(model.fillInMiddle(request, typed, signal));
}

export function chat(model: RemoteModel, signal = never): Promise<ModelEvent[]> {
  return collected(model.chat(question(), asked, signal));
}

export async function collected(events: AsyncIterable<ModelEvent>): Promise<ModelEvent[]> {
  const all: ModelEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

export function textOf(events: readonly ModelEvent[]): string {
  return events.map((event) => (event.kind === 'text' ? event.text : '')).join('');
}

/** The ModelError that work ends with; its words are whole, and none of them are the server's. */
export async function failureOf(work: Promise<unknown>): Promise<ModelError> {
  const error = await work.then(
    () => new Error('it did not fail'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ModelError)) throw error;
  const words = `${error.message} ${error.remedy}`;
  expect(words).not.toMatch(/\{\w+\}|undefined|\[object/);
  expect(words).not.toContain(canary);
  return error;
}

export async function kindOf(work: Promise<unknown>): Promise<string> {
  return (await failureOf(work)).kind;
}

/** Says the same to everyone. */
export function answers(status: number, body: string, headers: Record<string, string> = {}): Reply {
  return async (_request, response) => {
    response.status(status, headers);
    await response.end(body);
  };
}

/** Says some events and leaves the socket open. */
export function saysAndHolds(...events: readonly (object | string)[]): Reply {
  return async (_request, response) => {
    response.status(200, { 'content-type': 'text/event-stream' });
    for (const event of events)
      await response.write(typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`);
    await response.hold();
  };
}

/** One event of `/v1/completions`. */
export function piece(text: string, finish_reason: string | null = null): object {
  return { choices: [{ index: 0, text, finish_reason }] };
}

/** Resolves when the client has closed the connection of a request. */
export async function closedByClient({ server }: ModelBench, index = 0): Promise<void> {
  await received(server, index).aborted;
}

export function received({ requests }: Pick<ScriptedModelServer, 'requests'>, index = 0): ReceivedRequest {
  const request = requests.at(index);
  if (request === undefined) throw new Error(`there is no request ${index}`);
  return request;
}

/** A manual clock that tells when somebody begins to sleep. */
class WatchedClock extends ManualClock {
  readonly #watchers = new Set<{ readonly ms: number; readonly wake: () => void }>();

  override sleep(ms: number, signal: AbortSignal): Promise<void> {
    const sleeping = super.sleep(ms, signal);
    for (const watcher of this.#watchers) {
      if (watcher.ms !== ms) continue;
      this.#watchers.delete(watcher);
      watcher.wake();
    }
    return sleeping;
  }

  /** Resolves when the next sleep of exactly this length begins. */
  nextSleepOf(ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#watchers.add({ ms, wake });
    });
  }
}

type SpendingRecord =
  | ({ readonly kind: 'requested' } & SpentOn)
  | ({ readonly kind: 'answered' } & SpentOn & AnswerFacts);

/** A spending log in memory. */
class SpendingMemory implements SpendingLog {
  readonly records: SpendingRecord[] = [];
  hostedToday = 0;
  readonly #waiting: { readonly count: number; readonly wake: () => void }[] = [];

  async requested(facts: SpentOn): Promise<string> {
    this.records.push({ kind: 'requested', ...facts });
    return String(this.records.length);
  }

  async answered(_id: string, facts: SpentOn & AnswerFacts): Promise<void> {
    this.records.push({ kind: 'answered', ...facts });
    for (const { count, wake } of this.#waiting) if (count <= this.#outcomes().length) wake();
  }

  async hostedRequestsToday(): Promise<number> {
    return this.hostedToday;
  }

  /** The outcomes of so many answers, once they were told. */
  async outcomes(count: number): Promise<readonly string[]> {
    if (this.#outcomes().length < count)
      await new Promise<void>((wake) => {
        this.#waiting.push({ count, wake });
      });
    return this.#outcomes();
  }

  #outcomes(): readonly string[] {
    return this.records.flatMap((record) => (record.kind === 'answered' ? [record.outcome] : []));
  }
}

/** Keys of an environment, and a command that prints what it is told, one output for each run. */
class FakeKeys implements KeySource {
  readonly environment = new Map<string, string>();
  /** What the next runs print; behind the last one the command fails. */
  readonly outputs: string[] = [];
  /** Whether the command prints nothing and does not end. */
  isHanging = false;
  runs = 0;

  fromEnvironment(name: string): string | undefined {
    return this.environment.get(name);
  }

  async fromCommand([program = '']: readonly string[], signal: AbortSignal): Promise<string> {
    this.runs += 1;
    if (this.isHanging)
      await new Promise((_resolve, reject) => {
        if (signal.aborted) reject(signal.reason);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const output = this.outputs.shift();
    if (output === undefined)
      throw new UserError('key-command-failed', { command: program, detail: 'it prints nothing' });
    return output;
  }
}
