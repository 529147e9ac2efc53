import type { TextDocument } from '../base/text-document.ts';
import type { ProposedChange } from '../edits/proposed-change.ts';
import type { ChatAnswer, ChatRequest, OnChatText } from '../features/chat/chat-request.ts';
import type { MentionChoice } from '../features/chat/mention-choices.ts';
import type {
  ActionCall,
  ActionOffer,
  OfferRequest,
  ReportProgress,
} from '../features/code-actions/code-action.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';

/** The scheme of documents that show a change before it is applied. */
export const previewScheme = 'innerloop-preview';

/** Something that can be done, shown above a line. */
export interface Lens {
  /** In the document that was asked about. */
  readonly offset: number;
  readonly title: string;
  readonly call: ActionCall;
}

/** A chat document that is wanted. */
export interface ChatOpening {
  /** Undefined leaves it to the person to write one. */
  readonly question: string | undefined;
  /** What the person looks at. */
  readonly document: TextDocument | undefined;
  readonly selection: OffsetRange | undefined;
}

/** What the protocol floor drives for code actions, chat and previews. */
export interface ActionApplication {
  /** What can be done at a place; asks no model. */
  codeActions(request: OfferRequest, signal: AbortSignal): Promise<readonly ActionOffer[]>;
  /** The edit of an action that no model writes; undefined where it has none. */
  resolveAction(call: ActionCall, signal: AbortSignal): Promise<ProposedChange | undefined>;
  /** Does the work of an action, then shows, previews or applies what came of it. */
  runAction(call: ActionCall, report: ReportProgress, signal: AbortSignal): Promise<void>;
  /** Applies a change that was shown; undefined means the newest. */
  applyChange(id: string | undefined): Promise<void>;
  discardChange(id: string | undefined): Promise<void>;
  chat(request: ChatRequest, onText: OnChatText, signal: AbortSignal): Promise<ChatAnswer>;
  /** Opens a chat document in the editor; a question that it begins with is answered. */
  openChat(opening: ChatOpening, signal: AbortSignal): Promise<void>;
  /** Opens a text to be read; where the editor opens nothing, it is shown as a message. */
  showText(title: string, markdown: string): Promise<void>;
  codeLenses(document: TextDocument, signal: AbortSignal): Promise<readonly Lens[]>;
  /** What can be named at a place of a chat document; undefined in any other document. */
  mentions(
    document: TextDocument,
    offset: number,
    signal: AbortSignal,
  ): Promise<readonly MentionChoice[] | undefined>;
  /** The text of a preview; undefined when there is none under this URI. */
  contentOf(uri: string): string | undefined;
}
