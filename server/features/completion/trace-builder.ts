import type { Clock } from '../../base/clock.ts';
import type {
  CompletionTrace,
  TracedCandidate,
  TracedCut,
  TracedGate,
  TracedItem,
  TracedStep,
} from './completion-trace.ts';
import type { CompletionRequest } from './suggestion.ts';

/** What is known of a request before anything is computed. */
interface Begun {
  readonly id: string;
  readonly request: CompletionRequest;
  readonly clock: Clock;
}

/**
 * Takes down what happens in one request, step by step, as it happens. What comes behind its end, as when a model goes
 * on writing for a later request, is no part of it.
 * Invariant: `trace()` may be asked at any time, and says what is known then. It keeps no document in memory.
 */
export class TraceBuilder {
  readonly #clock: Clock;
  readonly #place: TracedPlace;
  #lastMs: number;
  #gates: readonly TracedGate[] = [];
  #route: readonly string[] = [];
  #reuse: CompletionTrace['reuse'] = 'none';
  #context: readonly TracedItem[] = [];
  #outcome: CompletionTrace['outcome'] = { kind: 'cancelled' };
  #failures: readonly string[] = [];
  readonly #candidates: TracedCandidate[] = [];
  readonly #cuts: TracedCut[] = [];
  readonly #steps: TracedStep[] = [];

  #isOver = false;

  constructor(begun: Begun) {
    const { clock } = begun;
    this.#clock = clock;
    this.#place = tracedPlace(begun);
    this.#lastMs = clock.monotonicMs();
  }

  get id(): string {
    return this.#place.id;
  }

  gates(gates: readonly TracedGate[]): void {
    if (!this.#isOver) this.#gates = gates;
  }

  route(names: readonly string[]): void {
    if (!this.#isOver) this.#route = names;
  }

  reused(how: CompletionTrace['reuse']): void {
    if (!this.#isOver) this.#reuse = how;
  }

  context(items: readonly TracedItem[]): void {
    if (!this.#isOver) this.#context = items;
  }

  failed(messages: readonly string[]): void {
    if (!this.#isOver) this.#failures = messages;
  }

  candidate(candidate: TracedCandidate): void {
    if (!this.#isOver) this.#candidates.push(candidate);
  }

  cuts(cuts: readonly TracedCut[]): void {
    if (!this.#isOver) this.#cuts.push(...cuts);
  }

  /** The step of this name took the time since the step before it. */
  step(name: string): void {
    if (this.#isOver) return;
    const now = this.#clock.monotonicMs();
    this.#steps.push({ name, ms: now - this.#lastMs });
    this.#lastMs = now;
  }

  ended(outcome: CompletionTrace['outcome']): void {
    if (this.#isOver) return;
    this.#outcome = outcome;
    this.#isOver = true;
  }

  trace(): CompletionTrace {
    return {
      ...this.#place,
      gates: this.#gates,
      route: this.#route,
      reuse: this.#reuse,
      context: this.#context,
      ...(this.#failures.length === 0 ? {} : { failures: this.#failures }),
      candidates: [...this.#candidates],
      cuts: [...this.#cuts],
      outcome: this.#outcome,
      steps: [...this.#steps],
    };
  }
}

type TracedPlace = Pick<
  CompletionTrace,
  'id' | 'uri' | 'languageId' | 'version' | 'line' | 'column' | 'trigger' | 'at'
>;

function tracedPlace({ id, request, clock }: Begun): TracedPlace {
  const { document, offset, trigger } = request;
  const { uri, languageId, version } = document;
  const line = document.lineOf(offset);
  const column = offset - document.lineStart(line);
  return { id, uri, languageId, version, line, column, trigger, at: clock.wallMs() };
}
