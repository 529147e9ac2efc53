import type {
  ChatMessage,
  EndReason,
  LanguageModel,
  ModelAbilities,
  RequestPurpose,
  TokenUsage,
} from './language-model.ts';
import { ModelError } from './model-error.ts';

/** A question for the first model of a route that answers. */
export interface RouteQuestion {
  /** In the order of the route. */
  readonly models: readonly LanguageModel[];
  /** Made for each model that is tried, since windows differ. */
  readonly messagesFor: (abilities: ModelAbilities) => readonly ChatMessage[];
  readonly maxTokens: number;
  readonly purpose: RequestPurpose;
  /** Takes the answer's text, piece by piece, of one model only. */
  readonly onText: (text: string) => void;
  /** Hears of each model that failed. */
  readonly onFailure: (error: ModelError) => void;
}

export interface RouteAnswer {
  /** The settings' name of the model. */
  readonly model: string;
  readonly text: string;
  /** `broken`: it failed when it had said something already, and `failure` says how. */
  readonly end: EndReason | 'broken';
  readonly failure: ModelError | undefined;
  readonly usage: TokenUsage | undefined;
}

/**
 * Asks the models of a route one after the other until one says something; undefined when none did. One that cannot
 * chat, or is left alone for now, says so by failing at once. A model that fails after its first word is not replaced:
 * what it said stands.
 */
export async function askRoute(
  question: RouteQuestion,
  signal: AbortSignal,
): Promise<RouteAnswer | undefined> {
  for (const model of question.models) {
    const answer = await askModel(model, question, signal);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

async function askModel(
  model: LanguageModel,
  { messagesFor, maxTokens, purpose, onText, onFailure }: RouteQuestion,
  signal: AbortSignal,
): Promise<RouteAnswer | undefined> {
  let text = '';
  let end: EndReason = 'unknown';
  let usage: TokenUsage | undefined;
  try {
    const abilities = await model.abilities();
    signal.throwIfAborted();
    const request = { messages: messagesFor(abilities), maxTokens };
    for await (const event of model.chat(request, purpose, signal)) {
      if (event.kind === 'text') {
        text += event.text;
        onText(event.text);
      } else if (event.kind === 'end') end = event.reason;
      else if (event.kind === 'usage') usage = event.usage;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) throw error;
    onFailure(error);
    if (text === '') return undefined;
    return { model: model.name, text, end: 'broken', failure: error, usage };
  }
  return text.trim() === '' ? undefined : { model: model.name, text, end, failure: undefined, usage };
}

/** Whether something may be missing at the end of an answer; a stream that closed without a word counts, too. */
export function mayBeCutShort({ end }: RouteAnswer): boolean {
  return end !== 'complete';
}
