import type { TextDocument } from '../../base/text-document.ts';

/** One completion request of the user; offsets count UTF-16 units of `document.text`. */
export interface CompletionRequest {
  readonly document: TextDocument;
  readonly offset: number;
  /** `invoked`: the user asked for it. `automatic`: the editor asked while the user types, or may have. */
  readonly trigger: 'invoked' | 'automatic';
  /** How long the editor waits for models of others, in ms; undefined where it waits until they have answered. */
  readonly patienceMs?: number;
  /** After how long the editor gets an answer without ours, in ms; undefined where it waits for ours. */
  readonly deadlineMs?: number;
}

/** What we show: plain text that replaces a range of one line. */
export interface Suggestion {
  /** Unique in the process; the acceptance command carries it back. */
  readonly id: string;
  readonly text: string;
  /** The replaced range; it lies on the cursor's line and holds the cursor. */
  readonly replace: { readonly start: number; readonly end: number };
  /** Probability, in our own calibration, that the whole text is what the user wants; models of others give none. */
  readonly confidence: number | undefined;
  /** Where it comes from, in plain words ("written 14 times here, for example a.ts:20"). */
  readonly explanation: string;
  /** The settings' name of the model that wrote it; undefined for the model of the user's own code. */
  readonly model: string | undefined;
  /** The trace of the request that it answers. */
  readonly traceId?: string;
}
