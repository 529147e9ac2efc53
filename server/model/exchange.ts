import type { SourcedText } from '../base/sourced-text.ts';

import type {
  ChatRequest,
  FillInMiddleRequest,
  ModelAbilities,
  ModelEvent,
  TokenUsage,
} from './language-model.ts';

/** JSON in which a SourcedText stands wherever text of the user's goes out; the sender makes it plain. */
export type Draft =
  | SourcedText
  | string
  | number
  | boolean
  | readonly Draft[]
  | { readonly [key: string]: Draft | undefined };

/** One question in the form of one wire, and how its answer is read. */
export interface Exchange {
  /** Behind the base URL, or a whole address of the same origin. */
  readonly path: string;
  readonly body: { readonly [key: string]: Draft | undefined };
  readonly headers?: Readonly<Record<string, string>>;
  /** What one message of the answer says; throws an UnreadableMessage for one of a wrong shape. */
  readonly read: (message: unknown) => readonly ModelEvent[];
  /** Markers around or in the answer that a model may repeat and nobody wants to see. */
  readonly markers: readonly string[];
  /** Whether the text stands between the tags of the prompt that asks a chat model to fill a hole. */
  readonly isWrapped: boolean;
}

/** A batch of texts to be turned into vectors. */
interface EmbeddingExchange {
  readonly path: string;
  readonly body: { readonly [key: string]: Draft | undefined };
  readonly read: (answer: unknown) => readonly (readonly number[])[];
  /** What the answer says that it cost. */
  readonly usage: (answer: unknown) => TokenUsage | undefined;
}

/** A message of an answer has another shape than its wire promises; the message completes "…: it …". */
export class UnreadableMessage extends Error {}

/** Asks the server about itself, without any text of the user's: GET, or POST where a body is given. */
export type AskServer = (
  path: string,
  body: { readonly [key: string]: Draft | undefined } | undefined,
  signal: AbortSignal,
) => Promise<unknown>;

/** One way to speak with model servers: it writes questions and reads answers, and does no I/O by itself. */
export interface Provider {
  /** What the model can do; asks the server where it tells. */
  abilities(ask: AskServer, signal: AbortSignal): Promise<ModelAbilities>;
  /** Asks the server for something that costs nothing, to see that it answers and takes the key. */
  reach(ask: AskServer, signal: AbortSignal): Promise<void>;
  fillInMiddle(request: FillInMiddleRequest, abilities: ModelAbilities): Exchange;
  chat(request: ChatRequest, abilities: ModelAbilities): Exchange;
  /** Undefined where the wire has no embeddings. */
  embed(texts: readonly SourcedText[]): EmbeddingExchange | undefined;
  /** Whether the server has yet to load the model, so that its first answer takes long; false where it does not tell. */
  isCold(ask: AskServer, signal: AbortSignal): Promise<boolean>;
  /** Makes the server load the model, and resolves when it has; only called when it is cold. */
  load(ask: AskServer, signal: AbortSignal): Promise<void>;
}
