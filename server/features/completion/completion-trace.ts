import type { DropReason, GateReason, SilenceReason } from './silence-reason.ts';

/**
 * What happened in one request, for "why". It holds code, so it lives in memory only, and only the last few do.
 * Lines and columns count from 0, columns in UTF-16 units.
 */
export interface CompletionTrace {
  /** Unique in the process. */
  readonly id: string;
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly line: number;
  readonly column: number;
  readonly trigger: 'invoked' | 'automatic';
  /** Milliseconds since 1970 at which it began. */
  readonly at: number;
  /** In the order in which they were asked; the first that is not passed ends the request. */
  readonly gates: readonly TracedGate[];
  /** The settings' names of the models that may be asked here, in order. */
  readonly route: readonly string[];
  /** Where the answer came from without a new question to a model. */
  readonly reuse: 'none' | 'cache' | 'joined';
  /** What a model was shown beside the document; empty where none was asked. */
  readonly context: readonly TracedItem[];
  /** What went wrong with models, in plain words, in the order of the route; absent where nothing did. */
  readonly failures?: readonly string[];
  readonly candidates: readonly TracedCandidate[];
  /** What each filter did that did anything, in order. */
  readonly cuts: readonly TracedCut[];
  /** What was shown, or why nothing was. */
  readonly outcome:
    | { readonly kind: 'shown'; readonly text: string; readonly source: string; readonly explanation: string }
    | { readonly kind: 'silent'; readonly reason: SilenceReason }
    | { readonly kind: 'cancelled' };
  /** Where the time went, in order. */
  readonly steps: readonly TracedStep[];
}

export interface TracedGate {
  readonly gate: GateReason;
  readonly isPassed: boolean;
}

export interface TracedItem {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** Which retriever found it, and why, in plain words. */
  readonly reason: string;
  readonly score: number;
  readonly tokens: number;
}

export interface TracedCandidate {
  /** The settings' name of the model, or `embedded`. */
  readonly source: string;
  /** As the filters left it. */
  readonly text: string;
  /** Probability from 0 to 1, where it is known. */
  readonly confidence: number | undefined;
  /** Why it was not the one that was shown; undefined for the one that was. */
  readonly dropped: DropReason | 'outranked' | undefined;
}

export interface TracedCut {
  readonly filter: string;
  readonly before: string;
  /** Undefined where the filter dropped the text. */
  readonly after: string | undefined;
}

export interface TracedStep {
  /** Such as `debounce`, `context`, `model`, `filters`, `syntax`. */
  readonly name: string;
  readonly ms: number;
}
