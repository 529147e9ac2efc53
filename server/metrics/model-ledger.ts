import type { Clock } from '../base/clock.ts';

import {
  eventLine,
  type ModelAnswerEvent,
  type ModelRequestEvent,
  type ModelUseEvent,
  parseEvents,
} from './model-events.ts';
import type { EventStore } from './ports.ts';
import { type UsageRow, UsageSummary } from './usage-summary.ts';

export interface ModelLedgerParts {
  readonly store: EventStore;
  readonly clock: Clock;
  /** Gives a new id that no server of this user has given. */
  readonly makeId: () => string;
}

/** What is told of a request before it goes out. */
type RequestFacts = Pick<ModelRequestEvent, 'model' | 'feature' | 'trigger' | 'isHosted'>;

/** What is told of a request when it has ended. */
interface AnswerFacts extends Pick<ModelAnswerEvent, 'model' | 'feature' | 'outcome' | 'ms' | 'costUsd'> {
  readonly usage: Pick<ModelAnswerEvent, 'promptTokens' | 'cachedTokens' | 'completionTokens'> | undefined;
}

/** What all servers of this user used today. */
export interface UsageToday {
  readonly rows: readonly UsageRow[];
  readonly hostedRequests: number;
  /** Lines of the log that nothing can be said about. */
  readonly skippedLines: number;
}

/**
 * What models are asked and what that costs, kept where all servers of one user see it.
 *
 * One thing at a time: a count that is asked for sees every request reported before. A line that could not be kept is
 * kept first of all the next time, and as long as it cannot be, the count rejects: nobody may spend uncounted.
 */
export class ModelLedger {
  readonly #parts: ModelLedgerParts;
  readonly #unwritten: string[] = [];
  #summary = new UsageSummary();
  #skippedLines = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ModelLedgerParts) {
    this.#parts = parts;
  }

  /** Resolves, once the request is kept, with the id under which its end is told. */
  async requested({ model, feature, trigger, isHosted }: RequestFacts): Promise<string> {
    const id = this.#parts.makeId();
    const at = this.#parts.clock.wallMs();
    await this.#keep({ kind: 'model-request', id, at, model, feature, trigger, isHosted });
    return id;
  }

  answered(id: string, { model, feature, outcome, ms, usage, costUsd }: AnswerFacts): Promise<void> {
    const at = this.#parts.clock.wallMs();
    const { promptTokens, cachedTokens, completionTokens } = usage ?? noUsage;
    const tokens = { promptTokens, cachedTokens, completionTokens };
    return this.#keep({ kind: 'model-answer', id, at, model, feature, outcome, ms, ...tokens, costUsd });
  }

  /** Requests to models on other machines that any server of this user has made today. */
  hostedRequestsToday(): Promise<number> {
    return this.#inTurn(async () => {
      await this.#writeAll();
      await this.#catchUp();
      return this.#summary.hostedRequests;
    });
  }

  summaryToday(): Promise<UsageToday> {
    return this.#inTurn(async () => {
      await this.#catchUp();
      const { hostedRequests } = this.#summary;
      return { rows: this.#summary.rows(), hostedRequests, skippedLines: this.#skippedLines };
    });
  }

  #keep(event: ModelUseEvent): Promise<void> {
    return this.#inTurn(async () => {
      this.#unwritten.push(eventLine(event));
      if (this.#unwritten.length > maxUnwritten) this.#unwritten.shift();
      await this.#writeAll();
    });
  }

  async #writeAll(): Promise<void> {
    for (let line = this.#unwritten[0]; line !== undefined; line = this.#unwritten[0]) {
      await this.#parts.store.append(line);
      this.#unwritten.shift();
    }
  }

  async #catchUp(): Promise<void> {
    const { text, isNewDay } = await this.#parts.store.readNew();
    if (isNewDay) {
      this.#summary = new UsageSummary();
      this.#skippedLines = 0;
    }
    const { events, skipped } = parseEvents(text);
    for (const event of events) this.#summary.add(event);
    this.#skippedLines += skipped;
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

const noUsage = { promptTokens: undefined, cachedTokens: undefined, completionTokens: undefined };
const maxUnwritten = 1_000;
