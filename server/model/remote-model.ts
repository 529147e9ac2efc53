import { neverAborted, withSignal } from '../base/cancellation.ts';
import type { SourcedText } from '../base/sourced-text.ts';
import { garbled } from './classify-failure.ts';
import type { Deadlines } from './deadlines.ts';
import { defaultEditFormat } from './edit-format.ts';
import type { Pause } from './endpoint-health.ts';
import type { AskServer, Provider } from './exchange.ts';
import type {
  ChatRequest,
  FillInMiddleRequest,
  LanguageModel,
  ModelAbilities,
  ModelEvent,
  RequestPurpose,
} from './language-model.ts';
import { type ModelCallParts, ModelCalls } from './model-calls.ts';
import { ModelError } from './model-error.ts';

export interface RemoteModelParts extends ModelCallParts {
  readonly provider: Provider;
  /** From 0 to below 1; spreads the retries of many servers. */
  readonly random: () => number;
  /** The server has begun to load the model; the function returned is called when that has ended. */
  readonly onLoading: (model: string) => () => void;
}

/**
 * A model behind a server of others. Completions are asked once: the next keystroke is the retry. Chat is asked at
 * most three times, as long as nothing was said.
 */
export class RemoteModel implements LanguageModel {
  readonly name: string;
  readonly #parts: RemoteModelParts;
  readonly #calls: ModelCalls;
  #abilities: { readonly until: number; readonly value: Promise<ModelAbilities> } | undefined;
  #warmUntil = 0;
  #loading: Promise<void> | undefined;

  constructor(parts: RemoteModelParts) {
    this.name = parts.target.config.name;
    this.#parts = parts;
    this.#calls = new ModelCalls(parts);
  }

  get isPaused(): boolean {
    return this.pause !== undefined;
  }

  /** Why and for how long its endpoint is left alone. */
  get pause(): Pause | undefined {
    const { sender, target } = this.#parts;
    return sender.pauseOf(target.config);
  }

  /** Ends when its server has read it into memory; undefined when it does not do that now. */
  get loading(): Promise<void> | undefined {
    return this.#loading;
  }

  /** Askers share one answer, so none of them can cancel it; it comes within a second or two, or fails. */
  abilities(): Promise<ModelAbilities> {
    const now = this.#parts.clock.monotonicMs();
    if (this.#abilities !== undefined && now < this.#abilities.until) return this.#abilities.value;
    const value = this.#askAbilities();
    const known = { until: now + abilitiesMs, value };
    this.#abilities = known;
    value.catch((error: unknown) => {
      if (this.#abilities !== known) return;
      const isUnknown = error instanceof ModelError && error.kind === 'not-found';
      this.#abilities = isUnknown ? { until: now + unknownMs, value } : undefined;
    });
    return value;
  }

  async #askAbilities(): Promise<ModelAbilities> {
    const { provider, target } = this.#parts;
    const told = await provider.abilities(this.#ask, neverAborted);
    const { editFormat, isLoopback } = target.config;
    const size = { windowTokens: told.windowTokens, isLocal: isLoopback && !told.isPassedOn };
    return { ...told, editFormat: editFormat ?? defaultEditFormat(size) };
  }

  /** Resolves when the server answers; rejects with a ModelError that says why it does not. */
  reach(signal: AbortSignal): Promise<void> {
    return this.#parts.provider.reach(this.#ask, signal);
  }

  async *fillInMiddle(
    request: FillInMiddleRequest,
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const abilities = await this.abilities();
    if (abilities.fim === undefined)
      throw this.#cannot('it is made for other things than text', 'Use another one.');
    await this.#warm(signal);
    if (this.#loading !== undefined) throw this.#error('loading', {});
    const exchange = this.#parts.provider.fillInMiddle(request, abilities);
    const calls = this.#callsFor(abilities);
    const limits = { maxTokens: request.maxTokens, deadlines: this.#deadlines(completionDeadlines) };
    try {
      yield* calls.stream(exchange, limits, purpose, signal);
    } catch (error) {
      // Perhaps the server has unloaded it meanwhile.
      if (error instanceof ModelError && (error.kind === 'too-slow' || error.kind === 'loading'))
        this.#warmUntil = 0;
      throw error;
    }
  }

  /** Text that a server passes on leaves this machine, so the limits count. */
  #callsFor({ isPassedOn }: ModelAbilities): ModelCalls {
    if (!isPassedOn) return this.#calls;
    const { target } = this.#parts;
    return new ModelCalls({
      ...this.#parts,
      target: { ...target, config: { ...target.config, isLoopback: false } },
    });
  }

  async *chat(
    request: ChatRequest,
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const abilities = await this.abilities();
    if (!abilities.chat) throw this.#cannot('it does not chat', 'Put another model into "routes.chat".');
    await this.#warm(signal);
    if (this.#loading !== undefined) await withSignal(this.#loading, signal);
    const { provider } = this.#parts;
    for (let attempt = 0; ; attempt++) {
      let hasSpoken = false;
      try {
        const exchange = provider.chat(request, abilities);
        const limits = { maxTokens: request.maxTokens, deadlines: this.#deadlines(chatDeadlines) };
        for await (const event of this.#callsFor(abilities).stream(exchange, limits, purpose, signal)) {
          hasSpoken ||= event.kind === 'text';
          yield event;
        }
        return;
      } catch (error) {
        if (hasSpoken || attempt === maxRetries) throw error;
        await this.#waitForRetry(error, attempt, signal);
      }
    }
  }

  async embed(
    texts: readonly SourcedText[],
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    const { provider, target } = this.#parts;
    const exchange = provider.embed(texts);
    if (exchange === undefined)
      throw this.#cannot('its server has no embeddings', 'Use another one for "routes.embedding".');
    const { read, usage } = exchange;
    const question = { dispatch: exchange, ms: embeddingMs, read, usage };
    const vectors = await this.#calls.answer(question, purpose, signal);
    const [first = []] = vectors;
    const isEven =
      vectors.length === texts.length && vectors.every(({ length }) => length > 0 && length === first.length);
    if (!isEven || !vectors.every((vector) => vector.every(Number.isFinite)))
      throw garbled(target.config, 'the vectors are not one per text, or not of one length');
    return vectors;
  }

  /** Starts the loading of a model that its server has yet to load; it goes on when the asker has left. */
  async #warm(signal: AbortSignal): Promise<void> {
    const { clock, provider, onLoading } = this.#parts;
    if (this.#loading !== undefined || clock.monotonicMs() < this.#warmUntil) return;
    const isCold = await provider.isCold(this.#ask, signal);
    if (signal.aborted) throw signal.reason;
    this.#warmUntil = clock.monotonicMs() + keptWarmMs;
    if (!isCold || this.#loading !== undefined) return;
    const loaded = onLoading(this.name);
    this.#loading = provider
      .load((path, body, own) => this.#askWithin(loadMs, path, body, own), neverAborted)
      // The next question finds out anew what is wrong.
      .catch(() => {
        this.#warmUntil = 0;
      })
      .finally(() => {
        this.#loading = undefined;
        // Only now the window is known that the model was loaded with.
        this.#abilities = undefined;
        loaded();
      });
  }

  readonly #ask: AskServer = (path, body, signal) => this.#askWithin(askMs, path, body, signal);

  #askWithin(
    ms: number,
    path: string,
    body: Parameters<AskServer>[1],
    signal: AbortSignal,
  ): Promise<unknown> {
    return this.#calls.answer({ dispatch: { path, body }, ms, read: (answer) => answer }, undefined, signal);
  }

  async #waitForRetry(error: unknown, attempt: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted || !(error instanceof ModelError) || !error.isRetryable) throw error;
    const pausedMs = this.pause?.remainingMs ?? 0;
    const waitMs = Math.max(pausedMs, error.retryAfterMs ?? firstBackoffMs * 2 ** attempt);
    if (waitMs > longestBackoffMs) throw error;
    await this.#parts.clock.sleep(waitMs + this.#parts.random() * jitterMs, signal);
  }

  #deadlines(standard: Deadlines): Deadlines {
    const { firstTokenMs } = this.#parts.target.config;
    if (firstTokenMs === undefined) return standard;
    return { ...standard, firstTokenMs, totalMs: standard.totalMs - standard.firstTokenMs + firstTokenMs };
  }

  #cannot(detail: string, hint: string): ModelError {
    return this.#error('cannot', { detail, hint });
  }

  #error(kind: ModelError['kind'], holes: Readonly<Record<string, string>>): ModelError {
    const { config } = this.#parts.target;
    return new ModelError(kind, { holes: { model: config.name, host: config.host, ...holes } });
  }
}

const completionDeadlines: Deadlines = { firstTokenMs: 3_000, idleMs: 3_000, totalMs: 8_000 };
const chatDeadlines: Deadlines = { firstTokenMs: 30_000, idleMs: 30_000, totalMs: 600_000 };
const embeddingMs = 30_000;
/** For questions about the server itself, which it answers from memory. */
const askMs = 3_000;
/** A large model is read from a slow disk. */
const loadMs = 180_000;
/** Ollama unloads a model after five minutes without requests. */
const keptWarmMs = 4 * 60_000;
const abilitiesMs = 5 * 60_000;
/** A model that its server does not know may be pulled any time. */
const unknownMs = 30_000;
const maxRetries = 2;
const firstBackoffMs = 500;
const longestBackoffMs = 10_000;
const jitterMs = 250;
