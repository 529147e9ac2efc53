import { UserError } from '../../../server/base/error-codes.ts';
import { nothing, type Outcome, ok } from '../../../server/base/outcome.ts';
import type { TextChange, TextDocument } from '../../../server/base/text-document.ts';
import type { ContextBundle, SearchResult } from '../../../server/context/context-item.ts';
import type { ProposedChange } from '../../../server/edits/proposed-change.ts';
import type { ChatAnswer, ChatRequest, OnChatText } from '../../../server/features/chat/chat-request.ts';
import type { MentionChoice } from '../../../server/features/chat/mention-choices.ts';
import type {
  ActionCall,
  ActionOffer,
  OfferRequest,
  ReportProgress,
} from '../../../server/features/code-actions/code-action.ts';
import type { SilenceReason } from '../../../server/features/completion/silence-reason.ts';
import type { CompletionRequest, Suggestion } from '../../../server/features/completion/suggestion.ts';
import type { SuggestedEdit } from '../../../server/features/next-edit/suggested-edit.ts';
import type { ActionApplication, ChatOpening, Lens } from '../../../server/protocol/action-application.ts';
import type {
  Application,
  ClientFacts,
  ContextRequest,
  CreateApplication,
  ServerStatus,
} from '../../../server/protocol/application.ts';
import type {
  SuggestionApplication,
  SuggestionStatus,
  WhyAnswer,
} from '../../../server/protocol/suggestion-application.ts';
import type { UserChannel } from '../../../server/protocol/user-channel.ts';

export type Reply = Outcome<readonly Suggestion[], SilenceReason>;

/** An application that says what it is told to say and writes down what it heard. */
export class ScriptedApplication implements Application, ActionApplication, SuggestionApplication {
  readonly actions = this;
  readonly suggestions = this;
  onWhy: (traceId: string | undefined) => WhyAnswer = () => {
    throw new UserError('why-unknown');
  };
  /** One line for each call, in order. */
  readonly heard: string[] = [];
  readonly settings: unknown[] = [];
  readonly documents = new Map<string, TextDocument>();
  facts: ClientFacts | undefined;
  user: UserChannel | undefined;
  /** Replaced by a test that wants another answer. */
  onComplete: (request: CompletionRequest, signal: AbortSignal) => Promise<Reply> = async () =>
    nothing('unsure');
  onInlineEdits: (
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ) => Promise<readonly SuggestedEdit[]> = async () => [];
  onContext: (request: ContextRequest, signal: AbortSignal) => Promise<ContextBundle> = async ({ task }) => ({
    task,
    items: [],
    dropped: [],
    trace: [],
    maxTokens: 2048,
    usedTokens: 0,
    tookMs: 0,
    isComplete: true,
  });
  onSearch: (query: string, limit: number, signal: AbortSignal) => Promise<readonly SearchResult[]> =
    async () => [];
  onCodeActions: (request: OfferRequest, signal: AbortSignal) => Promise<readonly ActionOffer[]> =
    async () => [];
  onResolveAction: (call: ActionCall, signal: AbortSignal) => Promise<ProposedChange | undefined> =
    async () => undefined;
  onRunAction: (call: ActionCall, report: ReportProgress, signal: AbortSignal) => Promise<void> = async () =>
    undefined;
  onApplyChange: (id: string | undefined) => Promise<void> = async () => undefined;
  onChat: (request: ChatRequest, onText: OnChatText, signal: AbortSignal) => Promise<ChatAnswer> =
    async () => ({
      content: '',
      citations: [],
      usage: undefined,
      model: undefined,
      traceId: '',
    });
  readonly chats: ChatOpening[] = [];
  lenses: readonly Lens[] = [];
  /** Those of any document; undefined where none is a chat document. */
  mentioned: readonly MentionChoice[] | undefined;
  readonly contents = new Map<string, string>();
  onDispose: () => Promise<void> = async () => undefined;

  /** To be passed to `startServer`. */
  readonly create: CreateApplication = (facts, user) => {
    this.facts = facts;
    this.user = user;
    return this;
  };

  complete(request: CompletionRequest, signal: AbortSignal): Promise<Reply> {
    return this.onComplete(request, signal);
  }

  accepted(suggestionId: string): void {
    this.heard.push(`accepted ${suggestionId}`);
  }

  inlineEdits(
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly SuggestedEdit[]> {
    return this.onInlineEdits(document, offset, signal);
  }

  editShown(id: string): void {
    this.heard.push(`edit shown ${id}`);
  }

  editAccepted(id: string): void {
    this.heard.push(`edit accepted ${id}`);
  }

  documentOpened(document: TextDocument): void {
    this.heard.push(`opened ${document.uri}`);
    this.documents.set(document.uri, document);
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.heard.push(`changed ${before.version} -> ${after.version}, ${changes.length} changes`);
    this.documents.set(after.uri, after);
  }

  documentSaved(document: TextDocument): void {
    this.heard.push(`saved ${document.uri}`);
  }

  documentClosed(uri: string): void {
    this.heard.push(`closed ${uri}`);
    this.documents.delete(uri);
  }

  foldersChanged(addedUris: readonly string[], removedUris: readonly string[]): void {
    this.heard.push(`folders +${addedUris.join(',')} -${removedUris.join(',')}`);
  }

  filesChanged(uris: readonly string[]): void {
    this.heard.push(`files ${uris.join(',')}`);
  }

  configurationChanged(settings: unknown): void {
    this.settings.push(settings);
  }

  async status(): Promise<ServerStatus> {
    const limits = { hostedAutomatic: false, dailyRequests: null, hostedRequestsToday: 0 };
    return { index: null, models: [], limits, spentToday: [] };
  }

  context(request: ContextRequest, signal: AbortSignal): Promise<ContextBundle> {
    return this.onContext(request, signal);
  }

  search(query: string, limit: number, signal: AbortSignal): Promise<readonly SearchResult[]> {
    return this.onSearch(query, limit, signal);
  }

  codeActions(request: OfferRequest, signal: AbortSignal): Promise<readonly ActionOffer[]> {
    return this.onCodeActions(request, signal);
  }

  resolveAction(call: ActionCall, signal: AbortSignal): Promise<ProposedChange | undefined> {
    return this.onResolveAction(call, signal);
  }

  async runAction(call: ActionCall, report: ReportProgress, signal: AbortSignal): Promise<void> {
    this.heard.push(`run ${call.name} ${call.uri} ${call.start}-${call.end}`);
    await this.onRunAction(call, report, signal);
  }

  async applyChange(id: string | undefined): Promise<void> {
    this.heard.push(`apply ${id}`);
    await this.onApplyChange(id);
  }

  async discardChange(id: string | undefined): Promise<void> {
    this.heard.push(`discard ${id}`);
  }

  chat(request: ChatRequest, onText: OnChatText, signal: AbortSignal): Promise<ChatAnswer> {
    return this.onChat(request, onText, signal);
  }

  async openChat(opening: ChatOpening): Promise<void> {
    this.chats.push(opening);
  }

  suggestionShown(id: string): void {
    this.heard.push(`shown ${id}`);
  }

  suggestionPartlyAccepted(id: string, length: number): void {
    this.heard.push(`partly accepted ${id} ${length}`);
  }

  suggestionDismissed(id: string): void {
    this.heard.push(`dismissed ${id}`);
  }

  why(traceId?: string): WhyAnswer {
    return this.onWhy(traceId);
  }

  explainSuggestion(): string {
    return 'written 14 times here, for example in a.ts:20';
  }

  toggle(uri?: string): SuggestionStatus {
    this.heard.push(`toggle ${uri}`);
    return { busy: false, kind: 'Inactive', message: 'Suggestions are off.' };
  }

  snooze(minutes: number): SuggestionStatus {
    this.heard.push(`snooze ${minutes}`);
    return { busy: false, kind: 'Inactive', message: 'Suggestions sleep.' };
  }

  resume(uri?: string): SuggestionStatus {
    this.heard.push(`resume ${uri}`);
    return { busy: false, kind: 'Normal', message: 'Suggestions are on.' };
  }

  async recordCase(): Promise<string> {
    return '/data/case.fixture';
  }

  async showText(title: string, markdown: string): Promise<void> {
    this.heard.push(`text ${title}: ${markdown}`);
  }

  async codeLenses(): Promise<readonly Lens[]> {
    return this.lenses;
  }

  async mentions(): Promise<readonly MentionChoice[] | undefined> {
    return this.mentioned;
  }

  contentOf(uri: string): string | undefined {
    return this.contents.get(uri);
  }

  async dispose(): Promise<void> {
    this.heard.push('disposed');
    await this.onDispose();
  }
}

/** A suggestion that inserts `text` at the cursor. */
export function insertion(request: CompletionRequest, text: string, id = '1'): Reply {
  const replace = { start: request.offset, end: request.offset };
  return ok([
    { id, text, replace, confidence: 0.9, explanation: 'written before, in a.ts:1', model: undefined },
  ]);
}
