import type { AttentionStatus } from './attention/attention-status.ts';
import type { CompletionTrace } from './completion-trace.ts';
import type { OfferedSuggestion } from './life/offered-suggestion.ts';
import type { CompletionRequest } from './suggestion.ts';

/** What a session knows of its suggestions beside making them: what became of them, why, and whether they come. */
export interface CompletionSession {
  /** Ids that were never given out, or whose suggestion has ended, are ignored. */
  suggestionShown(id: string): void;
  /** `length` counts UTF-16 units from the start of the text. */
  suggestionPartlyAccepted(id: string, length: number): void;
  suggestionDismissed(id: string): void;
  /** What happened in a request, the last one without an id; undefined where it is not known, or not any more. */
  why(traceId?: string): CompletionTrace | undefined;
  /** The last request, with the text of then. */
  request(): CompletionRequest | undefined;
  lastShown(): OfferedSuggestion | undefined;
  /** Without a URI, of all files. */
  toggle(uri?: string): AttentionStatus;
  snooze(minutes: number): AttentionStatus;
  resume(uri?: string): AttentionStatus;
  status(uri?: string): AttentionStatus;
}
