import { withSignal } from '../../base/cancellation.ts';
import type { Clock } from '../../base/clock.ts';
import type { FillInMiddleRequest, LanguageModel, RequestPurpose } from '../../model/language-model.ts';
import { ModelError } from '../../model/model-error.ts';
import { TokenProbability } from '../../model/token-probability.ts';

import { withPlainLineEnds } from './reuse/typed-along.ts';

/** What a generation came to. */
export type Generated =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly model: string;
      /** From 0 to 1, over all its tokens; undefined where its server does not tell. */
      readonly probability: number | undefined;
      /** The model was cut off by a limit or by a silent end, so the last line may be half a line. */
      readonly isCutOff: boolean;
      /** Of the models that were asked before. */
      readonly failures: readonly ModelError[];
    }
  /** No model of the route had an answer, or nobody wanted it; `failures` says why, in the order of the route. */
  | { readonly kind: 'none'; readonly failures: readonly ModelError[] };

/** How a generation ended, whoever waited for it, and what had been written by then. */
export interface GenerationEnd {
  /** `cut-off`: by a limit or a silent end; `aborted`: nobody wanted it; `failed`: no model of the route got further. */
  readonly kind: 'whole' | 'cut-off' | 'aborted' | 'failed';
  /** May end in the middle of a line unless it is whole. */
  readonly text: string;
  /** Who wrote it, by the settings' name; undefined where nobody was asked. */
  readonly model: string | undefined;
  /** As `Generated` has it, of what was written by then. */
  readonly probability: number | undefined;
}

export interface GenerationParts {
  /** The models to ask, in order. */
  readonly route: readonly LanguageModel[];
  /** The question in the size that fits the model. */
  readonly question: (model: LanguageModel) => Promise<FillInMiddleRequest>;
  /** What of all that was said so far is wanted, and whether that is complete, so that the model may stop. */
  readonly cut: (said: string) => { readonly text: string; readonly isFull: boolean };
  readonly purpose: RequestPurpose;
  readonly onFailure: (error: ModelError) => void;
  /** Told of all that a model has written so far, each time it is more. */
  readonly onText?: (text: string, model: string) => void;
  /** Told once, also of what was aborted: its text may serve a later request. */
  readonly onEnd?: (end: GenerationEnd) => void;
  /** `low`: for a text that nobody has asked for yet; it gives way to any other generation. */
  readonly priority?: 'normal' | 'low';
  readonly clock: Clock;
}

/**
 * One run along a route of models, apart from the requests that want its text: it outlives a cancelled request for a
 * moment, in case the next keystroke goes on where it writes.
 * Invariant: while nobody waits for it, it runs at most `graceMs` longer.
 */
export class Generation {
  readonly #parts: GenerationParts;
  readonly #controller = new AbortController();
  readonly #outcome: Promise<Generated>;
  #waiting = 0;
  #text = '';
  #model: string | undefined;
  #rate = new TokenProbability();
  readonly #failures: ModelError[] = [];
  readonly #watchers = new Set<() => void>();
  #hasEnded = false;
  /** Undefined while there is none, and when nobody had one. */
  #generated: Extract<Generated, { kind: 'text' }> | undefined;

  constructor(parts: GenerationParts) {
    this.#parts = parts;
    this.#outcome = this.#run().finally(() => {
      this.#hasEnded = true;
      this.#tell();
      const probability = this.#rate.mean;
      parts.onEnd?.({ kind: this.#endKind(), text: this.#text, model: this.#model, probability });
    });
    // Those who wait hear of it; when nobody does, nobody needs to.
    this.#outcome.catch(() => undefined);
  }

  /** What was written so far, with `\n` line ends and without half a character at its end. */
  get text(): string {
    return this.#text;
  }

  /** Whether a request may still join: it runs, or it has a text. What failed is asked anew. */
  get isAlive(): boolean {
    return this.#hasEnded ? this.#generated !== undefined : !this.#controller.signal.aborted;
  }

  get isRunning(): boolean {
    return !this.#hasEnded && !this.#controller.signal.aborted;
  }

  /** Resolves as soon as the text no longer goes on where `typed` ends; never when it does to the end. */
  diverged(typed: string): Promise<'diverged'> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.#text.startsWith(typed) || (typed.startsWith(this.#text) && this.isRunning)) return;
        this.#watchers.delete(look);
        resolve('diverged');
      };
      // What has ended tells nobody any more.
      if (!this.#hasEnded) this.#watchers.add(look);
      look();
    });
  }

  /** The outcome; rejects with the signal's reason when the asker leaves first. */
  outcome(signal: AbortSignal): Promise<Generated> {
    return this.#waitedFor(this.#outcome, signal);
  }

  /** The outcome for who has typed so much of it; who types something else waits no longer. */
  outcomeAlong(typed: string, signal: AbortSignal): Promise<Generated | 'diverged'> {
    return this.#waitedFor(Promise.race([this.#outcome, this.diverged(typed)]), signal);
  }

  async #waitedFor<Value>(wanted: Promise<Value>, signal: AbortSignal): Promise<Value> {
    this.#waiting += 1;
    try {
      return await withSignal(wanted, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && this.isRunning) this.#abortSoon();
    }
  }

  /** Ends it at once; the models' sockets close. */
  abort(): void {
    this.#controller.abort(unwanted);
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
    if (this.#hasEnded) this.#watchers.clear();
  }

  #endKind(): GenerationEnd['kind'] {
    if (this.#generated !== undefined) return this.#generated.isCutOff ? 'cut-off' : 'whole';
    return this.#controller.signal.aborted ? 'aborted' : 'failed';
  }

  #abortSoon(): void {
    this.#parts.clock.sleep(graceMs, this.#controller.signal).then(
      () => {
        if (this.#waiting === 0) this.abort();
      },
      () => undefined,
    );
  }

  async #run(): Promise<Generated> {
    const failures = this.#failures;
    const { clock, route } = this.#parts;
    const until = clock.monotonicMs() + routeMs;
    for (const model of route) {
      // What comes later than this is of no use at the cursor.
      if (clock.monotonicMs() > until) break;
      try {
        return await this.#ask(model);
      } catch (error) {
        if (this.#controller.signal.aborted) break;
        if (!(error instanceof ModelError)) throw error;
        failures.push(error);
        this.#parts.onFailure(error);
      }
    }
    return { kind: 'none', failures };
  }

  async #ask(model: LanguageModel): Promise<Generated> {
    const { signal } = this.#controller;
    const { purpose, question, cut } = this.#parts;
    this.#text = '';
    let said = '';
    this.#rate = new TokenProbability();
    // Whoever has the turn gives it back at once, however long the question takes.
    const request = await withSignal(question(model), signal);
    this.#model = model.name;
    const events = model.fillInMiddle(request, purpose, signal)[Symbol.asyncIterator]();
    for (let next = await events.next(); next.done !== true; next = await events.next()) {
      const event = next.value;
      if (event.kind === 'end') {
        void drain(events);
        return this.#ended(
          model,
          event.reason === 'length' || event.reason === 'unknown' ? 'cut-off' : 'whole',
        );
      }
      if (event.kind !== 'text') continue;
      said += event.text;
      this.#rate.add(event.probability);
      const wanted = cut(wholePart(said));
      this.#write(wanted.text, model);
      if (!wanted.isFull && said.length < mostSaid) continue;
      stop(events);
      return this.#ended(model, wanted.isFull ? 'whole' : 'cut-off');
    }
    return this.#ended(model, 'cut-off');
  }

  #write(text: string, { name }: LanguageModel): void {
    if (text === this.#text) return;
    this.#text = text;
    this.#tell();
    this.#parts.onText?.(text, name);
  }

  #ended({ name }: LanguageModel, end: 'whole' | 'cut-off'): Generated {
    const isCutOff = end === 'cut-off';
    const probability = this.#rate.mean;
    const said = { text: this.#text, model: name, probability, isCutOff };
    this.#generated = { kind: 'text', ...said, failures: this.#failures };
    return this.#generated;
  }
}

/** Half a character and half a line end wait for their other half, which the next piece brings, or nothing does. */
function wholePart(said: string): string {
  const isHalf = /[\r\ud800-\udbff]$/.test(said);
  return withPlainLineEnds(isHalf ? said.slice(0, -1) : said);
}

/** What comes behind the end of the text is what it cost, which the model counts; nobody waits for it. */
async function drain(events: AsyncIterator<unknown>): Promise<void> {
  try {
    for (let next = await events.next(); next.done !== true; next = await events.next());
  } catch {
    // Nothing of the text is missing, and the model has counted what there was.
  }
}

/** Stops the model, which would write on; the text is there, so nobody waits until it has, or hears that it failed. */
function stop(events: AsyncIterator<unknown>): void {
  events.return?.().catch(() => undefined);
}

/** UTF-16 units that a model may say before its text is complete; who says more talks. */
const mostSaid = 16_000;

/** Why a generation stopped that nobody waits for. */
const unwanted: Error = new Error('nobody waits for this generation');

/** How long models of a route are tried one after the other. */
const routeMs = 6_000;

/** How long a generation goes on without anybody who waits; together with the abort itself it stays below 50 ms. */
const graceMs = 30;
