import type { SourcedText } from '../base/sourced-text.ts';
import type { EditFormat } from './edit-format.ts';

/** What asks; limits, prices and usage are kept apart by it. */
type ModelFeature = 'completion' | 'chat' | 'action' | 'embedding' | 'doctor';

/** For whom a request is made. */
export interface RequestPurpose {
  readonly feature: ModelFeature;
  /** `automatic`: nobody pressed a key for it, so cost limits apply. */
  readonly trigger: 'invoked' | 'automatic';
}

/** A file that a completion may learn from; its path is what the prompt calls it. */
interface ContextFile {
  /** Relative to the workspace, with `/`. */
  readonly path: string;
  readonly text: SourcedText;
}

/** Asks for the text between `prefix` and `suffix`. */
export interface FillInMiddleRequest {
  readonly prefix: SourcedText;
  readonly suffix: SourcedText;
  /** Of the file that is completed, relative to the workspace, with `/`. */
  readonly path: string;
  /** As the editor names it; may be empty. */
  readonly languageId: string;
  /** The name of the workspace's folder, for the models that are told one. */
  readonly repository: string;
  /** The most important one last, next to the cursor. */
  readonly context: readonly ContextFile[];
  readonly maxTokens: number;
  /** Texts that end the answer, for servers that take them; the asker cuts there anyway. */
  readonly stop: readonly string[];
}

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: SourcedText;
}

export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  readonly maxTokens: number;
}

/** Tokens of one request, as the server counted them; undefined where it did not say. */
export interface TokenUsage {
  readonly promptTokens: number | undefined;
  /** Those of the prompt that the server had kept from an earlier request. */
  readonly cachedTokens: number | undefined;
  readonly completionTokens: number | undefined;
}

/**
 * Why a text ended: `complete`, the model was done; `length`, it met a limit of tokens; `filtered`, the server
 * withheld the rest; `unknown`, the stream closed without a word, so the last line may be half a line.
 */
export type EndReason = 'complete' | 'length' | 'filtered' | 'unknown';

/**
 * What a model says, piece by piece: any number of texts, one end, and perhaps the usage behind it. `thinking` is a
 * sign of work that is not part of the answer.
 */
export type ModelEvent =
  /** `probability`: the geometric mean over the tokens of this piece, from servers that tell it. */
  | { readonly kind: 'text'; readonly text: string; readonly probability?: number }
  | { readonly kind: 'thinking' }
  | { readonly kind: 'end'; readonly reason: EndReason }
  | { readonly kind: 'usage'; readonly usage: TokenUsage };

/** How a model is asked to fill the middle; `chat` is the way of models that were not trained for it. */
export type FimKind = 'suffix' | 'template' | 'infill' | 'ollama' | 'mistral' | 'chat';

/** What a model can do, as far as its server or the settings say. */
export interface ModelAbilities {
  /** Undefined when it cannot complete at all. */
  readonly fim: FimKind | undefined;
  readonly chat: boolean;
  readonly embed: boolean;
  /** Tokens of prompt and answer together. */
  readonly windowTokens: number;
  /** Neither server nor settings have told the window; it is a careful guess. */
  readonly isWindowAssumed: boolean;
  /** A server on this machine that passes the text on to another one. */
  readonly isPassedOn: boolean;
  /** How it is asked to write changes; undefined leaves that to its window. */
  readonly editFormat?: EditFormat;
}

/**
 * A language model of others. Streams throw a ModelError for whatever goes wrong on the wire, and the signal's
 * reason when they are aborted; the socket is closed then, and when a reader stops reading.
 */
export interface LanguageModel {
  /** The settings' name for it. */
  readonly name: string;
  /** Its endpoint is left alone for now, so that asking would fail at once. */
  readonly isPaused: boolean;
  abilities(): Promise<ModelAbilities>;
  fillInMiddle(
    request: FillInMiddleRequest,
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): AsyncIterable<ModelEvent>;
  chat(request: ChatRequest, purpose: RequestPurpose, signal: AbortSignal): AsyncIterable<ModelEvent>;
  /** One vector per text, all of one length and of finite numbers. */
  embed(
    texts: readonly SourcedText[],
    purpose: RequestPurpose,
    signal: AbortSignal,
  ): Promise<readonly (readonly number[])[]>;
}
