import type { CompletionTrace } from '../features/completion/completion-trace.ts';

/** How suggestions stand, as `didChangeStatus` tells it. */
export interface SuggestionStatus {
  /** Whether the editor has to wait for something. */
  readonly busy: boolean;
  /** `Inactive`: suggestions come by hand alone, or not at all. */
  readonly kind: 'Normal' | 'Inactive';
  readonly message: string;
}

/** What happened in a request for a completion. */
export interface WhyAnswer {
  readonly trace: CompletionTrace;
  /** The same in plain words. */
  readonly text: string;
}

/** What the protocol floor drives for what becomes of suggestions. */
export interface SuggestionApplication {
  suggestionShown(id: string): void;
  /** `length` counts UTF-16 units from the start of the text that was inserted. */
  suggestionPartlyAccepted(id: string, length: number): void;
  suggestionDismissed(id: string): void;
  /** Of the last request without an id; throws a UserError where nothing is known of it. */
  why(traceId?: string): WhyAnswer;
  /** Where the suggestion that was shown last comes from, in plain words; throws a UserError where there is none. */
  explainSuggestion(): string;
  /** Without a URI, for all files. */
  toggle(uri?: string): SuggestionStatus;
  /** 0 ends it. */
  snooze(minutes: number): SuggestionStatus;
  resume(uri?: string): SuggestionStatus;
  /** Writes the last request into a fixture file of the user's; gives its path. */
  recordCase(): Promise<string>;
}
