import type { Outcome } from '../base/outcome.ts';
import type { TextChange, TextDocument } from '../base/text-document.ts';
import type { ContextBundle, ContextTask, SearchResult } from '../context/context-item.ts';
import type { SilenceReason } from '../features/completion/silence-reason.ts';
import type { CompletionRequest, Suggestion } from '../features/completion/suggestion.ts';
import type { SuggestedEdit } from '../features/next-edit/suggested-edit.ts';
import type { ActionApplication } from './action-application.ts';
import type { SuggestionApplication } from './suggestion-application.ts';
import type { UserChannel } from './user-channel.ts';

/** What `initialize` told us about the client and its workspace. */
export interface ClientFacts {
  /** Workspace folders as URIs; empty when the client opened single files only. */
  readonly folderUris: readonly string[];
  /** As the client sent them: not validated. */
  readonly initializationOptions: unknown;
  readonly clientName: string | undefined;
  /** `configurationChanged` will be called soon, with the settings that the client has at start. */
  readonly sendsConfiguration: boolean;
  /** `filesChanged` will be called for whatever changes on disk. */
  readonly watchesFiles: boolean;
}

/** How things stand: what `innerloop/status` answers, as it is. */
export interface ServerStatus {
  /** What was learned from the user's own code; null until the first report. */
  readonly index: { readonly files: number; readonly sourceBytes: number } | null;
  readonly models: readonly ModelStatus[];
  readonly limits: {
    /** Whether models on other machines are asked while the user types. */
    readonly hostedAutomatic: boolean;
    /** Null where no limit is set. */
    readonly dailyRequests: number | null;
    /** By every server of this user. */
    readonly hostedRequestsToday: number;
  };
  /** What was spent today, by every server of this user. */
  readonly spentToday: readonly SpentToday[];
}

export interface ModelStatus {
  /** As the settings call it. */
  readonly name: string;
  readonly model: string;
  readonly host: string;
  readonly isLoopback: boolean;
  readonly state: 'ready' | 'loading' | 'paused';
  /** Why it is paused, in a sentence; null otherwise. */
  readonly reason: string | null;
  /** Milliseconds until it is tried again; null when it is not paused. */
  readonly pausedMs: number | null;
}

interface SpentToday {
  readonly model: string;
  readonly feature: string;
  readonly requests: number;
  /** Those that are neither here nor in `failures` were cancelled, or have not ended. */
  readonly answers: number;
  readonly failures: number;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
  /** US dollars, of everything that has a price. */
  readonly costUsd: number;
  /** Requests whose price is not known. */
  readonly unpriced: number;
}

/** A place in an open document, or a question in words, that context is wanted for. */
export type ContextRequest = {
  readonly task: ContextTask;
  /** Undefined leaves it to the settings. */
  readonly maxTokens: number | undefined;
} & ({ readonly document: TextDocument; readonly offset: number } | { readonly query: string });

/** What the protocol floor drives; `compose.ts` builds it once `initialize` has said where we are. */
export interface Application {
  complete(
    request: CompletionRequest,
    signal: AbortSignal,
  ): Promise<Outcome<readonly Suggestion[], SilenceReason>>;
  /** The user took the suggestion with this id; unknown ids are ignored. */
  accepted(suggestionId: string): void;
  /** What follows from the user's last edit, the nearest first; empty when that is not sure. */
  inlineEdits(document: TextDocument, offset: number, signal: AbortSignal): Promise<readonly SuggestedEdit[]>;
  /** The edit with this id is on screen; unknown ids are ignored. */
  editShown(id: string): void;
  /** The user took the edit with this id; unknown ids are ignored. */
  editAccepted(id: string): void;
  documentOpened(document: TextDocument): void;
  /** `after` is `before` with `changes` applied one after the other. */
  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void;
  documentSaved(document: TextDocument): void;
  documentClosed(uri: string): void;
  foldersChanged(addedUris: readonly string[], removedUris: readonly string[]): void;
  /** Files that changed on disk, as the client's watcher reports them. */
  filesChanged(uris: readonly string[]): void;
  /** The client's settings changed: the `innerloop` section, as sent, not validated. */
  configurationChanged(settings: unknown): void;
  status(): Promise<ServerStatus>;
  /** What a model would be shown; nothing is sent. */
  context(request: ContextRequest, signal: AbortSignal): Promise<ContextBundle>;
  /** The places that the words lead to, best first. */
  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]>;
  /** Code actions, chat and previews. */
  readonly actions: ActionApplication;
  /** What becomes of suggestions, why, and whether they come. */
  readonly suggestions: SuggestionApplication;
  /** Ends workers and timers; resolves within 2 s whatever hangs. */
  dispose(): Promise<void>;
}

export type CreateApplication = (facts: ClientFacts, user: UserChannel) => Application;
