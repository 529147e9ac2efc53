import type { TextDocument } from '../../base/text-document.ts';
import type { TokenUsage } from '../../model/language-model.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';

export interface ChatTurn {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

/** A file, or lines of it, that the person points at. */
export interface ChatReference {
  readonly uri: string;
  /** Lines counted from 0; `endLine` is the first one behind; undefined means the whole file. */
  readonly lines: { readonly startLine: number; readonly endLine: number } | undefined;
}

/** A question about the code. The server keeps no conversation: whoever asks brings the turns. */
export interface ChatRequest {
  readonly message: string;
  readonly turns: readonly ChatTurn[];
  /** The document that the person looks at, and what is selected in it. */
  readonly document: TextDocument | undefined;
  readonly selection: OffsetRange | undefined;
  readonly references: readonly ChatReference[];
  /** The most that a model may say; undefined leaves it to us. */
  readonly maxTokens?: number | undefined;
}

/** A place that an answer names. */
export interface Citation {
  /** As the answer has it: `src/a.ts:3-9`. */
  readonly text: string;
  readonly uri: string;
  /** Lines counted from 0; `endLine` is the first one behind. */
  readonly startLine: number;
  readonly endLine: number;
  readonly isVerified: boolean;
  /** Why it is wrong, in a few words; undefined when it is verified. */
  readonly problem: string | undefined;
}

export interface ChatAnswer {
  /** Markdown, wrong citations marked. What was streamed before may lack the marks. */
  readonly content: string;
  readonly citations: readonly Citation[];
  readonly usage: TokenUsage | undefined;
  /** The settings' name of the model that answered; undefined where none did. */
  readonly model: string | undefined;
  readonly traceId: string;
}

/** Takes the answer's text, piece by piece. */
export type OnChatText = (text: string) => void;
