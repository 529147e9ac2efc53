import type { Clock } from '../base/clock.ts';
import { UserError } from '../base/error-codes.ts';
import { SourcedText } from '../base/sourced-text.ts';

import { type BudgetOptions, refusalOf } from './budget-governor.ts';
import { modelErrorOf } from './classify-failure.ts';
import type { EndpointHealth, Entry, Pause } from './endpoint-health.ts';
import type { Draft } from './exchange.ts';
import { KeyRing } from './key-ring.ts';
import type { RequestPurpose, TokenUsage } from './language-model.ts';
import type { ModelConfig } from './model-config.ts';
import { ModelError, type ModelErrorKind } from './model-error.ts';
import type { KeySource, OutboundPolicy, SpendingLog } from './ports.ts';
import { costOf, type PricedModel } from './price.ts';
import type { JsonBody, Wire } from './wire.ts';

/** What every request passes on its way out. */
export interface SenderParts {
  readonly policy: OutboundPolicy;
  readonly health: EndpointHealth;
  readonly clock: Clock;
  readonly keys: KeySource;
  readonly spending: SpendingLog;
  readonly budget: () => BudgetOptions;
  /** Called with what went wrong with the spending log; requests go on without it on this machine. */
  readonly onSpendingFailure: (error: unknown) => void;
}

/** One endpoint and the way to it. */
export interface Target {
  readonly config: ModelConfig;
  readonly wire: Wire;
}

export interface Dispatch {
  readonly path: string;
  readonly body: { readonly [key: string]: Draft | undefined } | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** A request that went out; exactly one of its reports must be called. */
export interface Sent {
  readonly response: Response;
  succeeded(usage: TokenUsage | undefined): void;
  /** The asker left; what was spent until then is not known. */
  cancelled(): void;
  /** Gives the failure as it is to be thrown. */
  failed(error: unknown): ModelError;
}

/**
 * The one place that sends. Text becomes a plain string here and nowhere else, after policy was asked for every part
 * of it; then come the endpoint's health, the budget, the key, and the bytes. Everything that went out is counted.
 */
export class Sender {
  readonly #parts: SenderParts;
  readonly #keys: KeyRing;
  /** Requests that are limited, one after the other from counting to being counted. */
  #limited: Promise<unknown> = Promise.resolve();

  constructor(parts: SenderParts) {
    this.#parts = parts;
    this.#keys = new KeyRing(parts.keys, parts.clock);
  }

  /**
   * Sends one request; rejects with a ModelError, or with the signal's reason when it is aborted meanwhile. Without
   * a purpose it is a question about the server itself, which costs nothing and is not counted.
   */
  async send(
    target: Target,
    dispatch: Dispatch,
    purpose: RequestPurpose | undefined,
    signal: AbortSignal,
  ): Promise<Sent> {
    const { config } = target;
    const body = dispatch.body === undefined ? undefined : this.#plainBody(dispatch.body, config);
    const key = await this.#keys.keyOf(config, signal);
    const entry = this.#enter(config);
    const report = await this.#begin(config, purpose, entry);
    try {
      const response = await this.#respond(target, { ...dispatch, body, key }, signal);
      return { response, ...report };
    } catch (error) {
      const reason = signal.aborted ? signal.reason : error;
      // A deadline that was missed aborts, too.
      if (!signal.aborted || reason instanceof ModelError) throw report.failed(reason);
      report.cancelled();
      throw reason;
    }
  }

  /** Resolves when the key is at hand, so that the wait for it is no wait for the model. */
  async prepare({ config }: Target, signal: AbortSignal): Promise<void> {
    await this.#keys.keyOf(config, signal);
  }

  /** Why the endpoint is left alone now, or undefined when a request may go out. */
  pauseOf(config: ModelConfig): Pause | undefined {
    for (const key of Object.values(healthKeys(config))) {
      const pause = this.#parts.health.pauseOf(key);
      if (pause !== undefined) return pause;
    }
    return undefined;
  }

  #plainBody(body: NonNullable<Dispatch['body']>, config: ModelConfig): JsonBody {
    const plain: Record<string, unknown> = {};
    for (const [name, draft] of Object.entries(body))
      if (draft !== undefined) plain[name] = this.#plain(draft, config);
    return plain;
  }

  #plain(draft: Draft, config: ModelConfig): unknown {
    if (draft instanceof SourcedText) return this.#flatten(draft, config);
    if (isList(draft)) return draft.map((each) => this.#plain(each, config));
    return typeof draft === 'object' ? this.#plainBody(draft, config) : draft;
  }

  #flatten({ parts }: SourcedText, config: ModelConfig): string {
    for (const { uri } of parts) {
      const refusal = uri === undefined ? undefined : this.#parts.policy.refusalOf(uri);
      if (refusal !== undefined)
        throw new ModelError(refusal, { holes: holesOf(config, { file: fileName(uri) }) });
    }
    return parts.map(({ text }) => text).join('');
  }

  /** Rejects when the day's limit, or the user's choice, keeps an automatic request from another machine. */
  async #passBudget(config: ModelConfig, { trigger }: RequestPurpose): Promise<void> {
    const options = this.#parts.budget();
    const spent = options.hostedAutomatic ? await this.#spentToday(config) : 0;
    const refusal = refusalOf({ isHosted: !config.isLoopback, trigger }, options, spent);
    if (refusal !== undefined)
      throw new ModelError(refusal, { holes: holesOf(config, { limit: String(options.dailyRequests) }) });
  }

  /** What cannot be counted cannot be limited. */
  async #spentToday(config: ModelConfig): Promise<number> {
    try {
      return await this.#parts.spending.hostedRequestsToday();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message: detail, remedy: hint } = error;
      throw new ModelError('uncounted', { holes: holesOf(config, { detail, hint }), cause: error });
    }
  }

  #enter(config: ModelConfig): Entry {
    const entered = this.#parts.health.enter(Object.values(healthKeys(config)));
    if (entered.kind === 'entry') return entered;
    const { remainingMs, error } = entered.pause;
    const holes = holesOf(config, { seconds: String(Math.ceil(remainingMs / 1000)) });
    throw new ModelError('paused', { holes, retryAfterMs: remainingMs, cause: error });
  }

  /** Counts the request before it goes out, and what became of it behind. */
  async #begin(
    config: ModelConfig,
    purpose: RequestPurpose | undefined,
    entry: Entry,
  ): Promise<Omit<Sent, 'response'>> {
    const report = await this.#admit(config, purpose).catch((error: unknown) => {
      entry.released();
      throw error;
    });
    return {
      succeeded: (usage) => {
        entry.succeeded();
        report('ok', usage);
      },
      cancelled: () => {
        entry.released();
        report('cancelled', undefined);
      },
      failed: (error) => {
        const failure = modelErrorOf(error, config, this.#parts.clock.wallMs());
        // Servers need not have the routes by which they tell of themselves.
        if (purpose === undefined && aboutRoutes.has(failure.kind)) entry.released();
        else entry.failed(healthKeyOf(failure.kind, config), failure);
        report(failure.kind, undefined);
        return failure;
      },
    };
  }

  /** Whoever is limited counts only when those before it are counted, so that no limit is passed by two at once. */
  async #admit(config: ModelConfig, purpose: RequestPurpose | undefined): Promise<Report> {
    if (purpose === undefined) return () => undefined;
    if (config.isLoopback || purpose.trigger === 'invoked') return this.#count(config, purpose);
    const admitted = this.#limited.then(async () => {
      await this.#passBudget(config, purpose);
      return this.#count(config, purpose);
    });
    this.#limited = admitted.catch(() => undefined);
    return admitted;
  }

  /** Every server of this user sees a request that may cost money before it goes out; others need not wait for that. */
  async #count(config: ModelConfig, purpose: RequestPurpose): Promise<Report> {
    const { clock, spending, onSpendingFailure } = this.#parts;
    const begun = clock.monotonicMs();
    const facts = { ...purpose, model: config.name, isHosted: !config.isLoopback };
    const requested = spending.requested(facts).catch((error: unknown) => {
      onSpendingFailure(error);
      return undefined;
    });
    if (facts.isHosted) await requested;
    const write = async (outcome: string, usage: TokenUsage | undefined) => {
      const ms = Math.round(clock.monotonicMs() - begun);
      const isSpent = outcome === 'ok' || outcome === 'cancelled';
      const costUsd = isSpent ? await costOf(usage ?? noUsage, pricedAs(config)) : undefined;
      const id = await requested;
      if (id !== undefined) await spending.answered(id, { ...facts, outcome, ms, usage, costUsd });
    };
    return (outcome, usage) => void write(outcome, usage).catch(onSpendingFailure);
  }

  /** A key that a command printed may have expired: after a 401 the command is asked once more. */
  async #respond(
    target: Target,
    request: Parameters<Wire['send']>[0],
    signal: AbortSignal,
  ): Promise<Response> {
    const { config, wire } = target;
    try {
      return await wire.send(request, signal);
    } catch (error) {
      const isRefusedKey = config.key.kind === 'command' && isStatus(error, 401);
      if (!isRefusedKey || signal.aborted) throw error;
      this.#keys.refused(config);
      const key = await this.#keys.keyOf(config, signal);
      if (key === request.key) throw error;
      return wire.send({ ...request, key }, signal);
    }
  }
}

/** Tells what became of a request, for the sums. */
type Report = (outcome: string, usage: TokenUsage | undefined) => void;

const noUsage: TokenUsage = { promptTokens: undefined, cachedTokens: undefined, completionTokens: undefined };

/** A gateway on this machine leads to others, whose prices it alone knows. */
function pricedAs(config: ModelConfig): PricedModel {
  return { ...config, isLoopback: config.isLoopback && config.preset !== 'litellm' };
}

/** What a failure may speak of: the endpoint, the account that a key opens there, or one model. */
function healthKeys({ origin, key, modelId }: ModelConfig): Readonly<Record<Scope, string>> {
  return {
    endpoint: origin,
    account: `${origin} key ${JSON.stringify(key)}`,
    model: `${origin} model ${modelId}`,
  };
}

type Scope = 'endpoint' | 'account' | 'model';

/** A gateway limits and loses its models one by one, so the next of the route may be another one there. */
const scopes: Partial<Record<ModelErrorKind, Scope>> = {
  auth: 'account',
  quota: 'account',
  forbidden: 'model',
  'not-found': 'model',
  'bad-request': 'model',
  'rate-limited': 'model',
  overloaded: 'model',
  loading: 'model',
  'server-error': 'model',
  garbled: 'model',
  'too-slow': 'model',
  stalled: 'model',
  'too-much': 'model',
};

function healthKeyOf(kind: ModelErrorKind, config: ModelConfig): string {
  return healthKeys(config)[scopes[kind] ?? 'endpoint'];
}

/** Kinds that say nothing of a server when it was asked about itself. */
const aboutRoutes: ReadonlySet<ModelErrorKind> = new Set(['not-found', 'bad-request']);

function holesOf(
  { name, host }: ModelConfig,
  more: Readonly<Record<string, string>>,
): Record<string, string> {
  return { model: name, host, ...more };
}

function fileName(uri: string | undefined): string {
  return uri?.slice(uri.lastIndexOf('/') + 1) ?? '';
}

function isList(draft: Draft): draft is readonly Draft[] {
  return Array.isArray(draft);
}

function isStatus(error: unknown, status: number): boolean {
  return error instanceof Error && 'status' in error && error.status === status;
}
