import { withSignal } from '../../base/cancellation.ts';
import type { Clock } from '../../base/clock.ts';
import type { FillInMiddleRequest, LanguageModel, RequestPurpose } from '../../model/language-model.ts';
import { ModelError } from '../../model/model-error.ts';

import { stripFence } from './filters/strip-fence.ts';
import { cutToShape, type Shape } from './shape.ts';

/** What a generation came to. */
export type Generated =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly model: string;
      /** The model was cut off by a limit or by a silent end, so the last line may be half a line. */
      readonly isCutOff: boolean;
    }
  /** No model of the route had an answer, or nobody wanted it; `failures` says why, in the order of the route. */
  | { readonly kind: 'none'; readonly failures: readonly ModelError[] };

export interface GenerationParts {
  /** The models to ask, in order. */
  readonly route: readonly LanguageModel[];
  /** The question in the size that fits the model. */
  readonly question: (model: LanguageModel) => Promise<FillInMiddleRequest>;
  readonly shape: Shape;
  readonly purpose: RequestPurpose;
  readonly onFailure: (error: ModelError) => void;
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
  readonly #watchers = new Set<() => void>();
  #hasEnded = false;
  #hasText = false;

  constructor(parts: GenerationParts) {
    this.#parts = parts;
    this.#outcome = this.#run().then((generated) => {
      this.#hasEnded = true;
      this.#hasText = generated.kind === 'text';
      this.#tell();
      return generated;
    });
    // Those who wait hear of it; when nobody does, nobody needs to.
    this.#outcome.catch(() => undefined);
  }

  /** What was written so far. */
  get text(): string {
    return this.#text;
  }

  /** Whether a request may still join: it runs, or it has a text. What failed is asked anew. */
  get isAlive(): boolean {
    return this.#hasEnded ? this.#hasText : !this.#controller.signal.aborted;
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
      this.#watchers.add(look);
      look();
    });
  }

  /** The outcome; rejects with the signal's reason when the asker leaves first. */
  async outcome(signal: AbortSignal): Promise<Generated> {
    this.#waiting += 1;
    try {
      return await withSignal(this.#outcome, signal);
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

  #abortSoon(): void {
    this.#parts.clock.sleep(graceMs, this.#controller.signal).then(
      () => {
        if (this.#waiting === 0) this.abort();
      },
      () => undefined,
    );
  }

  async #run(): Promise<Generated> {
    const failures: ModelError[] = [];
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
    const { purpose, question, shape } = this.#parts;
    this.#text = '';
    let said = '';
    const request = await question(model);
    if (signal.aborted) throw signal.reason;
    const events = model.fillInMiddle(request, purpose, signal)[Symbol.asyncIterator]();
    for (let next = await events.next(); next.done !== true; next = await events.next()) {
      const event = next.value;
      if (event.kind === 'end') {
        void drain(events);
        return this.#ended(model, event.reason === 'length' || event.reason === 'unknown');
      }
      if (event.kind !== 'text') continue;
      said += event.text;
      const cut = cutToShape(stripFence(said), shape);
      this.#text = cut.text;
      this.#tell();
      if (!cut.isFull) continue;
      // Stops the model, which would write on.
      await events.return?.();
      return this.#ended(model, false);
    }
    return this.#ended(model, true);
  }

  #ended({ name }: LanguageModel, isCutOff: boolean): Generated {
    return { kind: 'text', text: this.#text, model: name, isCutOff };
  }
}

/** What comes behind the end of the text is what it cost, which the model counts; nobody waits for it. */
async function drain(events: AsyncIterator<unknown>): Promise<void> {
  try {
    for (let next = await events.next(); next.done !== true; next = await events.next());
  } catch {
    // Nothing of the text is missing, and the model has counted what there was.
  }
}

/** Why a generation stopped that nobody waits for. */
const unwanted: Error = new Error('nobody waits for this generation');

/** How long models of a route are tried one after the other. */
const routeMs = 6_000;

/** How long a generation goes on without anybody who waits; together with the abort itself it stays below 50 ms. */
const graceMs = 30;
