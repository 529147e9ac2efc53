import type { TextDocument } from './base/text-document.ts';
import type { SessionActions } from './compose-actions.ts';
import type { ProposedChange } from './edits/proposed-change.ts';
import { isChatDocument } from './features/chat/chat-file-name.ts';
import type { ChatAnswer, ChatRequest, OnChatText } from './features/chat/chat-request.ts';
import type { MentionChoice } from './features/chat/mention-choices.ts';
import type {
  ActionCall,
  ActionOffer,
  OfferRequest,
  ReportProgress,
} from './features/code-actions/code-action.ts';
import type { ActionApplication, ChatOpening, Lens } from './protocol/action-application.ts';

/** Actions and chat of a session, whose code is loaded when something first asks for them. */
export class LazyActions implements ActionApplication {
  readonly #load: () => Promise<SessionActions>;
  #loading: Promise<SessionActions> | undefined;
  #loaded: SessionActions | undefined;

  constructor(load: () => Promise<SessionActions>) {
    this.#load = load;
  }

  /** Undefined as long as nothing has asked for them. */
  get loaded(): SessionActions | undefined {
    return this.#loaded;
  }

  async codeActions(request: OfferRequest, signal: AbortSignal): Promise<readonly ActionOffer[]> {
    return (await this.#actions()).codeActions(request, signal);
  }

  async resolveAction(call: ActionCall, signal: AbortSignal): Promise<ProposedChange | undefined> {
    return (await this.#actions()).resolveAction(call, signal);
  }

  async runAction(call: ActionCall, report: ReportProgress, signal: AbortSignal): Promise<void> {
    await (await this.#actions()).runAction(call, report, signal);
  }

  async applyChange(id: string | undefined): Promise<void> {
    await (await this.#actions()).applyChange(id);
  }

  async discardChange(id: string | undefined): Promise<void> {
    await (await this.#actions()).discardChange(id);
  }

  async chat(request: ChatRequest, onText: OnChatText, signal: AbortSignal): Promise<ChatAnswer> {
    return (await this.#actions()).chat(request, onText, signal);
  }

  async openChat(opening: ChatOpening, signal: AbortSignal): Promise<void> {
    await (await this.#actions()).openChat(opening, signal);
  }

  async showText(title: string, markdown: string): Promise<void> {
    await (await this.#actions()).showText(title, markdown);
  }

  async codeLenses(document: TextDocument): Promise<readonly Lens[]> {
    return (await this.#actions()).codeLenses(document);
  }

  async mentions(
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly MentionChoice[] | undefined> {
    // Each popup asks, and only chats have mentions.
    if (!isChatDocument(document.uri)) return undefined;
    return (await this.#actions()).mentions(document, offset, signal);
  }

  /** Without them nothing was shown yet. */
  contentOf(uri: string): string | undefined {
    return this.#loaded?.contentOf(uri);
  }

  async #actions(): Promise<SessionActions> {
    this.#loading ??= this.#load();
    this.#loaded = await this.#loading;
    return this.#loaded;
  }
}
