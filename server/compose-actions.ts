import { pathToFileURL } from 'node:url';

import { UserError } from './base/error-codes.ts';
import type { TextChange, TextDocument } from './base/text-document.ts';
import { type ActionWorld, type ActionWorldParts, actionWorld } from './compose-action-ports.ts';
import { DocumentHistory } from './edits/document-history.ts';
import type { ProposedChange } from './edits/proposed-change.ts';
import { WarmShapes } from './edits/warm-shapes.ts';
import { answerChange } from './features/chat/answer-change.ts';
import { Chat } from './features/chat/chat.ts';
import { isChatDocument } from './features/chat/chat-file-name.ts';
import type { ChatAnswer, ChatRequest, OnChatText } from './features/chat/chat-request.ts';
import { ChatSession } from './features/chat/chat-session.ts';
import { type MentionChoice, mentionChoices } from './features/chat/mention-choices.ts';
import type {
  ActionCall,
  ActionOffer,
  ActionResult,
  OfferRequest,
  ReportProgress,
} from './features/code-actions/code-action.ts';
import { CodeActions } from './features/code-actions/code-actions.ts';
import { previewFiles, writeChatFile } from './host/private-documents.ts';
import { systemClock } from './host/system-clock.ts';
import type { ActionApplication, ChatOpening, Lens } from './protocol/action-application.ts';
import { ChangeDecisions } from './protocol/change-decisions.ts';
import { ChatDesk } from './protocol/chat-desk.ts';
import { EditorWriter } from './protocol/editor-writer.ts';
import { presentCall } from './protocol/present-call.ts';
import { ShownProblems } from './protocol/shown-problems.ts';
import type { UserChannel } from './protocol/user-channel.ts';

export interface SessionActionsParts extends Omit<ActionWorldParts, 'problems'> {
  readonly user: UserChannel;
  /** Where previews lie; absolute. */
  readonly cacheDirectory: string;
  /** Where chat documents lie; absolute. */
  readonly dataDirectory: string;
}

/**
 * Code actions, chat and previews of one session: what the features say, brought to the editor. Loaded when something
 * first asks for it.
 */
export class SessionActions implements ActionApplication {
  readonly #parts: SessionActionsParts;
  readonly #world: ActionWorld;
  readonly #actions: CodeActions;
  readonly #chat: Chat;
  readonly #session: ChatSession;
  readonly #desk: ChatDesk;
  readonly #writer: EditorWriter;
  readonly #decisions: ChangeDecisions;
  readonly #history = new DocumentHistory();
  readonly #problems = new ShownProblems();
  readonly #shapes: WarmShapes;

  constructor(parts: SessionActionsParts) {
    const { user, documentAt, cacheDirectory, dataDirectory } = parts;
    const anyRoot = () => parts.roots().map((root) => pathToFileURL(root).href)[0];
    this.#parts = parts;
    this.#world = actionWorld({ ...parts, problems: () => this.#problems.all() });
    const { files, actions, chat } = this.#world;
    this.#actions = new CodeActions(actions);
    this.#shapes = new WarmShapes(actions);
    this.#chat = new Chat(chat);
    this.#writer = new EditorWriter({ user, documentAt, clock: systemClock });
    this.#session = new ChatSession({
      chat: this.#chat,
      documents: { get: documentAt },
      writer: this.#writer,
      clock: systemClock,
    });
    this.#desk = new ChatDesk({
      ...{ user, files, documentAt, history: this.#history, session: this.#session, clock: systemClock },
      chats: {
        write: (file) => writeChatFile({ ...file, rootUri: file.rootUri ?? anyRoot(), dataDirectory }),
      },
    });
    this.#decisions = new ChangeDecisions({
      ...{ user, files, checks: actions.checks, previews: previewFiles(cacheDirectory) },
    });
  }

  documentOpened(document: TextDocument): void {
    this.#desk.documentOpened(document);
  }

  /** The order is that of the floors below: first what carries offsets over, then what waits for the change. */
  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    this.#history.changed(before, after, changes);
    this.#problems.forget(after.uri);
    this.#session.documentChanged(after.uri, changes);
    this.#writer.documentChanged(before, changes);
    this.#shapes.documentChanged(after);
  }

  documentClosed(uri: string): void {
    this.#history.closed(uri);
    this.#problems.forget(uri);
    this.#desk.documentClosed(uri);
    this.#session.documentClosed(uri);
  }

  async codeActions(request: OfferRequest, signal: AbortSignal): Promise<readonly ActionOffer[]> {
    const { document, range } = request;
    this.#problems.shown(request);
    const waiting = this.#decisions.offers(document);
    if (isChatDocument(document.uri)) return [...this.#desk.offers(document, range), ...waiting];
    // A preview is no code of anybody's.
    if (this.#decisions.isPreview(document.uri)) return waiting;
    if (request.trigger === 'invoked') this.#desk.visited(document, range);
    this.#shapes.asked(document);
    return [...waiting, ...(await this.#actions.offer(request, signal))];
  }

  async resolveAction(call: ActionCall, signal: AbortSignal): Promise<ProposedChange | undefined> {
    const result = await this.#actions.run(this.#present(call), () => undefined, signal);
    if (result.kind === 'change') return result.change;
    await this.#showText(call, result);
    return undefined;
  }

  async runAction(call: ActionCall, report: ReportProgress, signal: AbortSignal): Promise<void> {
    switch (call.name) {
      case 'apply-change':
        return this.#decisions.apply(changeId(call));
      case 'discard-change':
        return this.#decisions.discard(changeId(call));
      case 'send-chat':
        return this.#desk.send(call.uri, signal);
      case 'stop-chat':
        return this.#desk.stop(call.uri);
      case 'apply-answer':
        return this.#decisions.show(await this.#answerChange(this.#present(call), signal));
      default:
        return this.#bring(call, await this.#actions.run(this.#present(call), report, signal));
    }
  }

  applyChange(id: string | undefined): Promise<void> {
    return this.#decisions.apply(id);
  }

  discardChange(id: string | undefined): Promise<void> {
    return this.#decisions.discard(id);
  }

  chat(request: ChatRequest, onText: OnChatText, signal: AbortSignal): Promise<ChatAnswer> {
    return this.#chat.answer(request, onText, signal);
  }

  openChat(opening: ChatOpening, signal: AbortSignal): Promise<void> {
    return this.#desk.open(opening, signal);
  }

  showText(title: string, markdown: string): Promise<void> {
    return this.#decisions.showText(title, markdown);
  }

  async codeLenses(document: TextDocument): Promise<readonly Lens[]> {
    const own = isChatDocument(document.uri) ? this.#desk.lenses(document) : [];
    return [...own, ...this.#decisions.lenses(document)];
  }

  async mentions(
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly MentionChoice[] | undefined> {
    if (!isChatDocument(document.uri)) return undefined;
    return mentionChoices({ document, offset }, this.#world.chat, signal);
  }

  contentOf(uri: string): string | undefined {
    return this.#decisions.contentOf(uri);
  }

  dispose(): Promise<void> {
    this.#session.dispose();
    this.#shapes.dispose();
    return this.#decisions.dispose();
  }

  #present(call: ActionCall): ActionCall {
    return presentCall(call, this.#parts.documentAt(call.uri), this.#history);
  }

  async #bring(call: ActionCall, result: ActionResult): Promise<void> {
    if (result.kind === 'text') return this.#showText(call, result);
    const { change } = result;
    await this.#decisions.take(change);
    if (change.remark !== undefined) this.#parts.user.show('info', change.remark);
  }

  /** A few words are shown as such; an explanation that a model may see can be asked about; all else is opened to be read. */
  async #showText(
    { name, uri, start, end }: ActionCall,
    { title, markdown }: Extract<ActionResult, { kind: 'text' }>,
  ): Promise<void> {
    const { user, documentAt } = this.#parts;
    if (isShort(markdown)) return user.show('info', markdown.trim());
    const document = documentAt(uri);
    const place = document && { document, selection: { start, end } };
    // What stands in a chat is sent with its next question.
    if (name === 'explain' && (await this.#world.actions.models.mayShow(uri)))
      await this.#desk.openAnswered({ question: title, answer: markdown }, place);
    else await this.#decisions.showText(title, markdown);
  }

  /** The change that a block of code of an answer means. */
  async #answerChange(call: ActionCall, signal: AbortSignal): Promise<ProposedChange> {
    const document = this.#parts.documentAt(call.uri);
    if (document === undefined) throw new UserError('document-not-open');
    const near = this.#desk.viewOf(call.uri);
    const { actions, chat } = this.#world;
    return answerChange({ document, offset: call.start, near }, { ...actions, roots: chat.roots }, signal);
  }
}

function changeId({ argument }: ActionCall): string | undefined {
  return typeof argument === 'string' ? argument : undefined;
}

/** What an editor shows in a line or a few. */
function isShort(markdown: string): boolean {
  const text = markdown.trim();
  return text.length <= longestMessage && !text.includes('\n\n');
}

const longestMessage = 280;
