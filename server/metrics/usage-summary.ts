import type { ModelAnswerEvent, ModelUseEvent } from './model-events.ts';

/** What one feature used of one model. */
export interface UsageRow {
  readonly model: string;
  readonly feature: ModelUseEvent['feature'];
  readonly requests: number;
  /** Requests that were answered; those that are neither here nor failures were cancelled or have not ended. */
  readonly answers: number;
  readonly failures: number;
  readonly promptTokens: number;
  /** Those of `promptTokens` that the server had kept. */
  readonly cachedTokens: number;
  readonly completionTokens: number;
  /** US dollars, of everything that has a price. */
  readonly costUsd: number;
  /** Requests that were answered, or cancelled half-way, and whose price is not known. */
  readonly unpriced: number;
}

/** Sums events, one by one, per model and feature. */
export class UsageSummary {
  readonly #rows = new Map<string, UsageRow>();
  #hostedRequests = 0;

  /** Requests to models on other machines. */
  get hostedRequests(): number {
    return this.#hostedRequests;
  }

  add(event: ModelUseEvent): void {
    const { model, feature } = event;
    const key = `${feature} ${model}`;
    const row = this.#rows.get(key) ?? { model, feature, ...nothingUsed };
    if (event.kind === 'model-answer') {
      this.#rows.set(key, withAnswer(row, event));
      return;
    }
    this.#rows.set(key, { ...row, requests: row.requests + 1 });
    if (event.isHosted) this.#hostedRequests += 1;
  }

  /** By model, then by feature. */
  rows(): readonly UsageRow[] {
    return [...this.#rows.values()].sort(
      (a, b) => compare(a.model, b.model) || compare(a.feature, b.feature),
    );
  }
}

const nothingUsed = {
  requests: 0,
  answers: 0,
  failures: 0,
  promptTokens: 0,
  cachedTokens: 0,
  completionTokens: 0,
  costUsd: 0,
  unpriced: 0,
} as const;

function withAnswer(row: UsageRow, answer: ModelAnswerEvent): UsageRow {
  const { outcome, promptTokens, cachedTokens, completionTokens, costUsd } = answer;
  const isOk = outcome === 'ok';
  const isFailure = !isOk && outcome !== 'cancelled';
  return {
    ...row,
    answers: row.answers + Number(isOk),
    failures: row.failures + Number(isFailure),
    promptTokens: row.promptTokens + (promptTokens ?? 0),
    cachedTokens: row.cachedTokens + (cachedTokens ?? 0),
    completionTokens: row.completionTokens + (completionTokens ?? 0),
    costUsd: row.costUsd + (costUsd ?? 0),
    unpriced: row.unpriced + Number(!isFailure && costUsd === undefined),
  };
}

/** By code unit, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
