import type { Clock } from '../../../server/base/clock.ts';
import type {
  FillInMiddleRequest,
  LanguageModel,
  ModelEvent,
  RequestPurpose,
} from '../../../server/model/language-model.ts';

/** What the model would say to a question, were it not stopped. */
export interface ModelReply {
  readonly pieces: readonly string[];
  readonly isCutOff: boolean;
}

/** What the questions of one case have cost, in tokens; a piece counts as one. */
export interface ModelCost {
  requests: number;
  prompt: number;
  /** The limits that were sent. */
  allowed: number;
  written: number;
}

/**
 * A model that gives a synthetic reply as a server would: it ends at the stops and at the limit of tokens that it was
 * sent, it takes 300 ms to begin and then writes 40 tokens a second.
 */
export class SyntheticModel implements LanguageModel {
  readonly name = 'synthetic';
  readonly isPaused = false;
  readonly #clock: Clock;
  /** What it says from now on. */
  reply: () => ModelReply = () => ({ pieces: [], isCutOff: false });
  cost: ModelCost = noCost();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  async abilities() {
    const rest = { embed: false, isWindowAssumed: false, isPassedOn: false } as const;
    return { fim: 'suffix', chat: false, windowTokens: 4_096, ...rest } as const;
  }

  async *fillInMiddle(
    request: FillInMiddleRequest,
    _purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncGenerator<ModelEvent> {
    const { cost } = this;
    cost.requests += 1;
    cost.prompt += promptTokensOf(request);
    cost.allowed += request.maxTokens;
    const { pieces, isCutOff } = this.reply();
    await this.#clock.sleep(firstTokenMs, signal);
    let said = '';
    for (const piece of pieces.slice(0, request.maxTokens)) {
      await this.#clock.sleep(tokenMs, signal);
      cost.written += 1;
      const stop = stopIn(said + piece, request.stop);
      const text = stop === undefined ? piece : (said + piece).slice(said.length, stop);
      said += piece;
      if (text !== '') yield { kind: 'text', text };
      if (stop === undefined) continue;
      yield { kind: 'end', reason: 'complete' };
      return;
    }
    const isLong = pieces.length > request.maxTokens;
    yield { kind: 'end', reason: isCutOff || isLong ? 'length' : 'complete' };
  }

  async *chat(): AsyncGenerator<ModelEvent> {
    yield* [];
  }

  async embed(): Promise<readonly (readonly number[])[]> {
    return [];
  }
}

export function noCost(): ModelCost {
  return { requests: 0, prompt: 0, allowed: 0, written: 0 };
}

/** Where the text would be ended; what a stop has begun in an earlier piece stays said. */
function stopIn(text: string, stops: readonly string[]): number | undefined {
  const places = stops.map((stop) => text.indexOf(stop)).filter((at) => at !== -1);
  return places.length === 0 ? undefined : Math.min(...places);
}

function promptTokensOf({ prefix, suffix, context }: FillInMiddleRequest): number {
  const texts = [prefix, suffix, ...context.map(({ text }) => text)];
  const characters = texts.flatMap(({ parts }) => parts).reduce((sum, { text }) => sum + text.length, 0);
  return Math.ceil(characters / charactersPerToken);
}

/** The mean length of a piece, which stands for a token. */
export const charactersPerToken = 3.5;
const firstTokenMs = 300;
const tokenMs = 25;
