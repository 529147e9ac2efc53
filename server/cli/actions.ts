import type { ErrorCode } from '../base/error-codes.ts';
import type { Outcome } from '../base/outcome.ts';
import type { TextDocument } from '../base/text-document.ts';
import type { ResolvedSettings } from '../config/settings-layer.ts';
import type { ContextBundle, ContextTask, IndexReport, SearchResult } from '../context/context-item.ts';
import type { ChatAnswer } from '../features/chat/chat-request.ts';
import type { CompletionTrace } from '../features/completion/completion-trace.ts';
import type { SilenceReason } from '../features/completion/silence-reason.ts';
import type { Suggestion } from '../features/completion/suggestion.ts';
import type { TransportChoice } from '../host/transports.ts';
import type { UsageRow } from '../metrics/usage-summary.ts';
import type { FoundServer } from '../model/discovery.ts';
import type { FimKind } from '../model/language-model.ts';
import type { Recommendation } from '../model/recommend-model.ts';

/** What the command line sets in motion; the entries implement it. */
export interface CliActions {
  readonly version: string;
  /** Serves one editor until it leaves; resolves with the exit code. */
  serve(options: ServeOptions): Promise<number>;
  /** Learns the workspace of the file, then asks for one suggestion, as an editor would. */
  complete(
    options: CompleteOptions,
    progress: LearningProgress,
    signal: AbortSignal,
  ): Promise<CompleteResult>;
  /** Reads the workspace of the file, then puts together the context of a place in it. */
  gatherContext(
    options: PlaceContextOptions,
    progress: LearningProgress,
    signal: AbortSignal,
  ): Promise<GatheredContext>;
  /** Reads the workspace around the folder, then puts together the context of a question in words. */
  gatherContextFor(
    options: QueryContextOptions,
    progress: LearningProgress,
    signal: AbortSignal,
  ): Promise<GatheredContext>;
  /** Reads the workspace around the folder, then looks for words in it. */
  search(options: SearchOptions, progress: LearningProgress, signal: AbortSignal): Promise<SearchAnswer>;
  /** Answers a question about the workspace around the folder; the text streams to the listener. */
  ask(options: AskOptions, listener: AskListener, signal: AbortSignal): Promise<AskedAnswer>;
  /** Builds the index of the workspace around the folder, or brings it up to date. */
  buildIndex(options: IndexOptions, progress: LearningProgress, signal: AbortSignal): Promise<BuiltIndex>;
  /** Serves the engine over the workspace around the folder to one client of MCP; resolves when it has left. */
  serveMcp(options: McpOptions, signal: AbortSignal): Promise<void>;
  /** Learns the workspace around `folder` and says how things stand. */
  inspect(folder: string, progress: LearningProgress, signal: AbortSignal): Promise<DoctorFacts>;
}

export interface ServeOptions {
  readonly transport: TransportChoice;
  /** The server ends when the process with this id is gone. */
  readonly clientProcessId: number | undefined;
}

export interface CompleteOptions {
  /** Absolute. */
  readonly path: string;
  /** The file as it lies on disk; its language id goes by its ending. */
  readonly document: TextDocument;
  readonly offset: number;
  /** Lines the suggestion may have; undefined leaves it to the settings. */
  readonly maxLines: number | undefined;
  /** The only model to ask, by its name in the settings; undefined leaves it to the routes. */
  readonly model: string | undefined;
  /** Whether the context is gathered even where no model is asked. */
  readonly wantsContext: boolean;
}

/** What the context of a place is for, and how long it may be; undefined leaves that to the settings. */
interface ContextLimits {
  readonly task: ContextTask;
  readonly maxTokens: number | undefined;
}

export interface PlaceContextOptions extends ContextLimits {
  /** Absolute. */
  readonly path: string;
  /** The file as it lies on disk. */
  readonly document: TextDocument;
  readonly offset: number;
}

export interface QueryContextOptions extends ContextLimits {
  /** Absolute. */
  readonly workingFolder: string;
  readonly query: string;
}

export interface SearchOptions {
  /** Absolute. */
  readonly workingFolder: string;
  readonly query: string;
  /** The most results that are wanted. */
  readonly limit: number;
}

export interface AskOptions {
  /** Absolute. */
  readonly workingFolder: string;
  readonly question: string;
  /** The only model to ask, by its name in the settings; undefined leaves it to the routes. */
  readonly model: string | undefined;
  /** The most tokens that a model may say; undefined leaves it to us. */
  readonly maxTokens: number | undefined;
}

/** Hears of an answer while it comes about. */
export interface AskListener {
  readonly progress: LearningProgress;
  /** The answer's text, piece by piece; `root` is the absolute path of the workspace that it is about. */
  readonly onText: (text: string, root: string) => void;
}

export interface AskedAnswer {
  readonly answer: ChatAnswer;
  /** Time until the index could be asked. */
  readonly indexMs: number;
  /** What was wrong on the way but stopped nothing. */
  readonly problems: readonly Problem[];
}

export interface IndexOptions {
  /** Absolute. */
  readonly workingFolder: string;
}

interface McpOptions {
  /** Absolute. */
  readonly workingFolder: string;
}

/** Something that was wrong on the way but stopped nothing; a UserError is one. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly remedy: string;
}

/** Called while a repository is read, with counts of files. */
export type LearningProgress = (done: number, total: number) => void;

export interface CompleteResult {
  readonly outcome: Outcome<Suggestion, SilenceReason>;
  /** Time the suggestion itself took, learning not counted. */
  readonly suggestMs: number;
  readonly learnedFiles: number;
  readonly learnMs: number;
  /** What happened on the way; undefined where it was not taken down. */
  readonly trace: CompletionTrace | undefined;
  /** What a model was given or would be; undefined when none was gathered. */
  readonly context: ContextBundle | undefined;
  /** What was wrong on the way but stopped nothing, such as a typo in the settings. */
  readonly problems: readonly Problem[];
}

export interface GatheredContext {
  readonly bundle: ContextBundle;
  /** Time until the index could be asked. */
  readonly indexMs: number;
  readonly problems: readonly Problem[];
}

export interface SearchAnswer {
  /** Best first. */
  readonly results: readonly SearchResult[];
  /** Time until the index could be asked. */
  readonly indexMs: number;
  readonly searchMs: number;
  readonly problems: readonly Problem[];
}

export interface BuiltIndex {
  readonly report: IndexReport;
  /** What the index of this workspace takes in the cache folder. */
  readonly diskBytes: number;
  readonly tookMs: number;
  readonly problems: readonly Problem[];
}

export interface DoctorFacts {
  readonly settings: ResolvedSettings;
  readonly workspace: WorkspaceFacts;
  /** Absolute; it need not exist yet. */
  readonly cacheFolder: string;
  readonly models: ModelsFacts;
}

/** The models of others: what the settings name, what this machine has, what was spent. */
export interface ModelsFacts {
  /** Found on the usual ports of this machine. */
  readonly servers: readonly FoundServer[];
  readonly recommendation: Recommendation | undefined;
  readonly configured: readonly ConfiguredModel[];
  readonly routes: readonly RouteFacts[];
  readonly problems: readonly Problem[];
  readonly spentToday: readonly UsageRow[];
  readonly limits: {
    /** Whether models on other machines may be asked while the user types. */
    readonly hostedAutomatic: boolean;
    /** Undefined when none is set. */
    readonly dailyRequests: number | undefined;
  };
}

/** Which models are asked for a task, in order. */
export interface RouteFacts {
  readonly task: string;
  /** Undefined for the route of all languages that have none of their own. */
  readonly language: string | undefined;
  readonly models: readonly string[];
}

/** A model of the settings that can be used. */
export interface ConfiguredModel {
  readonly name: string;
  readonly modelId: string;
  /** Host and port. */
  readonly host: string;
  readonly isLoopback: boolean;
  readonly fim: FimKind;
  readonly key: 'none' | 'found' | 'missing' | 'by command';
  /** The environment variable that holds the key, where one does. */
  readonly keyVariable: string | undefined;
  /** Whether its server was asked, and what became of it. */
  readonly check:
    | { readonly state: 'answers' }
    | { readonly state: 'failed'; readonly problem: Problem }
    | { readonly state: 'not-checked' };
  readonly windowTokens: number | undefined;
  /** Nobody has told the window. */
  readonly isWindowAssumed: boolean;
}

interface WorkspaceFacts {
  /** Absolute. */
  readonly root: string;
  readonly learnedFiles: number;
  readonly learnedBytes: number;
  readonly learnMs: number;
  readonly memoryMb: number;
  /** Files that were not learned, by reason in plain words ("too large", "secret place"). */
  readonly leftOut: readonly { readonly reason: string; readonly files: number }[];
  readonly problems: readonly Problem[];
}
