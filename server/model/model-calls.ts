import type { Clock } from '../base/clock.ts';

import { garbled } from './classify-failure.ts';
import { type Deadlines, DeadlineWatch, type MissedDeadline } from './deadlines.ts';
import { type Exchange, UnreadableMessage } from './exchange.ts';
import { holeMarkers } from './fill-hole.ts';
import type { ModelEvent, RequestPurpose, TokenUsage } from './language-model.ts';
import { ModelError } from './model-error.ts';
import type { Dispatch, Sender, Sent, Target } from './sender.ts';
import { untilMarker, unwrapped } from './stream-transforms.ts';
import { messagesOf } from './wire.ts';

export interface ModelCallParts {
  readonly target: Target;
  readonly sender: Sender;
  readonly clock: Clock;
}

/** What a streamed question is bounded by. */
export interface CallLimits {
  readonly maxTokens: number;
  readonly deadlines: Deadlines;
}

/** A question with one JSON value as its answer. */
export interface SingleQuestion<Value> {
  readonly dispatch: Dispatch;
  /** How long the whole may take. */
  readonly ms: number;
  /** Throws an UnreadableMessage for an answer of a wrong shape. */
  readonly read: (answer: unknown) => Value;
  /** What the answer says that it cost; left out for questions that cost nothing. */
  readonly usage?: (answer: unknown) => TokenUsage | undefined;
}

/**
 * Questions to one endpoint, from the first byte out to the last byte in: bounded, watched, reported once, and with
 * the socket closed behind every end, whoever caused it.
 */
export class ModelCalls {
  readonly #parts: ModelCallParts;

  constructor(parts: ModelCallParts) {
    this.#parts = parts;
  }

  /** One question with a streamed answer. */
  async *stream(
    exchange: Exchange,
    limits: CallLimits,
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const { sender, target } = this.#parts;
    await sender.prepare(target, signal);
    const call = this.#begin(limits.deadlines, signal, (missed) => this.#missed(missed, limits.deadlines));
    try {
      const sent = await sender.send(target, exchange, purpose, call.signal);
      const events = this.#events(sent, exchange, limits.maxTokens, call);
      const unmarked = untilMarker(events, exchange.markers);
      yield* exchange.isWrapped ? unwrapped(events, [holeMarkers[0], holeMarkers[1]]) : unmarked;
    } finally {
      call.end();
    }
  }

  /** The events of an answer; however they end, that is reported once. */
  async *#events(sent: Sent, exchange: Exchange, maxTokens: number, call: Call): AsyncGenerator<ModelEvent> {
    const progress: Progress = { length: 0, hasEnded: false, usage: undefined };
    let isReported = false;
    try {
      yield* this.#read({ sent, exchange, maxTokens, call, progress });
      isReported = true;
      sent.succeeded(progress.usage);
    } catch (error) {
      isReported = true;
      if (!progress.hasEnded) throw fail(sent, error, call.signal);
      // What goes wrong behind the end of the text costs nothing but the count of tokens.
      sent.succeeded(progress.usage);
    } finally {
      // The reader has what it wants and stopped, or it left before anything was said.
      if (!isReported && progress.length > 0) sent.succeeded(progress.usage);
      else if (!isReported) sent.cancelled();
    }
  }

  async *#read({ sent, exchange, maxTokens, call, progress }: Reading): AsyncGenerator<ModelEvent> {
    for await (const message of messagesOf(sent.response)) {
      for (const event of this.#readable(() => exchange.read(message))) {
        // Behind the end only the usage counts; some servers repeat the end, or go on writing.
        if (progress.hasEnded && event.kind !== 'usage') continue;
        call.watch.progressed();
        this.#note(event, progress, maxTokens, call);
        yield event;
      }
    }
    if (progress.hasEnded) return;
    // The wire ends a stream normally when it is aborted, so that half an answer would count as whole.
    if (call.signal.aborted) throw call.signal.reason;
    if (progress.length === 0) throw garbled(this.#parts.target.config, 'it holds nothing');
    yield { kind: 'end', reason: 'unknown' };
  }

  #note(event: ModelEvent, progress: Progress, maxTokens: number, call: Call): void {
    if (event.kind === 'usage') progress.usage = event.usage;
    if (event.kind === 'text') progress.length += event.text.length;
    if (progress.length > maxTokens * longestToken + minLength) throw this.#error('too-much', {});
    if (event.kind !== 'end') return;
    if (event.reason === 'filtered') throw this.#error('filtered', {});
    progress.hasEnded = true;
    call.watch.stop();
    // Some servers never close the stream; the usage comes at once or not at all.
    this.#parts.clock.sleep(usageGraceMs, call.signal).then(
      () => call.end(),
      () => undefined,
    );
  }

  /** One question with one JSON value as its answer. */
  async answer<Value>(
    question: SingleQuestion<Value>,
    purpose: RequestPurpose | undefined,
    signal: AbortSignal,
  ): Promise<Value> {
    const { sender, target } = this.#parts;
    const { dispatch, ms } = question;
    await sender.prepare(target, signal);
    const call = this.#begin({ firstTokenMs: ms, idleMs: ms, totalMs: ms }, signal, () => this.#silent(ms));
    try {
      const sent = await sender.send(target, dispatch, purpose, call.signal);
      try {
        const answer = await lastMessageOf(sent.response);
        if (call.signal.aborted) throw call.signal.reason;
        const value = this.#readable(() => question.read(answer));
        sent.succeeded(question.usage?.(answer));
        return value;
      } catch (error) {
        throw fail(sent, error, call.signal);
      }
    } finally {
      call.end();
    }
  }

  #readable<Value>(read: () => Value): Value {
    try {
      return read();
    } catch (error) {
      if (error instanceof UnreadableMessage) throw garbled(this.#parts.target.config, error.message);
      throw error;
    }
  }

  #begin(deadlines: Deadlines, signal: AbortSignal, errorOf: (missed: MissedDeadline) => ModelError): Call {
    const controller = new AbortController();
    const leave = () => controller.abort(signal.reason);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    const watch = new DeadlineWatch(this.#parts.clock, deadlines, (missed) =>
      controller.abort(errorOf(missed)),
    );
    const end = () => {
      signal.removeEventListener('abort', leave);
      watch.stop();
      controller.abort(left);
    };
    return { signal: controller.signal, watch, end };
  }

  #missed(missed: MissedDeadline, deadlines: Deadlines): ModelError {
    if (missed === 'total') return this.#error('too-much', {});
    const ms = missed === 'idle' ? deadlines.idleMs : deadlines.firstTokenMs;
    return this.#error(missed === 'idle' ? 'stalled' : 'too-slow', { seconds: String(ms / 1000) });
  }

  /** A server that does not answer for itself. */
  #silent(ms: number): ModelError {
    const detail = `it did not answer within ${ms / 1000} s`;
    return this.#error('unreachable', { detail, hint: 'Look whether the server is busy or hangs.' });
  }

  #error(kind: ModelError['kind'], holes: Readonly<Record<string, string>>): ModelError {
    const { config } = this.#parts.target;
    return new ModelError(kind, { holes: { model: config.name, host: config.host, ...holes } });
  }
}

/** One call under way. */
interface Call {
  readonly signal: AbortSignal;
  readonly watch: DeadlineWatch;
  /** Closes the socket, whatever the server would still say. */
  readonly end: () => void;
}

/** What is known of one answer so far. */
interface Progress {
  /** UTF-16 units of its text. */
  length: number;
  hasEnded: boolean;
  usage: TokenUsage | undefined;
}

interface Reading {
  readonly sent: Sent;
  readonly exchange: Exchange;
  readonly maxTokens: number;
  readonly call: Call;
  readonly progress: Progress;
}

/** Why a call ended that nobody reads any more. */
const left: Error = new Error('nobody reads the answer any more');

/** Reports how a call failed and gives what is to be thrown: the asker's own reason when it left. */
function fail(sent: Sent, error: unknown, signal: AbortSignal): unknown {
  const reason = signal.aborted ? signal.reason : error;
  if (signal.aborted && !(reason instanceof ModelError)) {
    sent.cancelled();
    return reason;
  }
  return sent.failed(reason);
}

async function lastMessageOf(response: Response): Promise<unknown> {
  let last: unknown;
  for await (const message of messagesOf(response)) last = message;
  return last;
}

const usageGraceMs = 300;
/** UTF-16 units of one token at the very most, and what is always allowed. */
const longestToken = 32;
const minLength = 1_024;
