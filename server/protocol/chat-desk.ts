import type { Clock } from '../base/clock.ts';
import { documentKey } from '../base/document-key.ts';
import type { TextDocument } from '../base/text-document.ts';
import { rebaseRange } from '../base/text-edit.ts';
import type { DocumentHistory } from '../edits/document-history.ts';
import type { ProjectFiles } from '../edits/ports.ts';
import { answerHeading, newChat, questionHeading } from '../features/chat/chat-document.ts';
import { chatFileEnding, chatFileName, isChatDocument, slugOf } from '../features/chat/chat-file-name.ts';
import { type ChatOffer, chatOffers, offersWhileAnswering } from '../features/chat/chat-offers.ts';
import type { ChatSession, ChatView } from '../features/chat/chat-session.ts';
import type { ActionOffer } from '../features/code-actions/code-action.ts';
import type { OffsetRange } from '../syntax/offset-range.ts';
import type { ChatOpening, Lens } from './action-application.ts';
import type { UserChannel } from './user-channel.ts';

/** Chat documents in the user's data folder. */
interface ChatFiles {
  /** Writes a new one that only the user can read; gives its URI. */
  write(file: NewChat): Promise<string>;
}

export interface NewChat {
  /** Where it belongs: the workspace, as a part of a path. */
  readonly workspace: string;
  /** The folder that it is about, as a URI; undefined where the person was in none. */
  readonly rootUri: string | undefined;
  readonly stem: string;
  readonly ending: string;
  readonly text: string;
}

export interface ChatDeskParts {
  readonly user: UserChannel;
  readonly session: Pick<ChatSession, 'send' | 'stop' | 'isAnswering'>;
  readonly files: ProjectFiles;
  readonly chats: ChatFiles;
  readonly documentAt: (uri: string) => TextDocument | undefined;
  readonly history: Pick<DocumentHistory, 'since'>;
  readonly clock: Clock;
}

/** Opens chat documents in the editor, says what can be done in them, and answers in them. */
export class ChatDesk {
  readonly #parts: ChatDeskParts;
  /** What the person looked at before each chat document, as far as it is known; oldest first. */
  readonly #views = new Map<string, LookedAt>();
  #lookedAt: LookedAt | undefined;
  readonly #opened = new Map<string, () => void>();

  constructor(parts: ChatDeskParts) {
    this.#parts = parts;
  }

  /** To be told where the person was, in code. */
  visited({ uri, version }: TextDocument, selection: OffsetRange): void {
    if (!isChatDocument(uri)) this.#lookedAt = { uri, version, selection };
  }

  documentOpened({ uri }: TextDocument): void {
    this.#opened.get(documentKey(uri))?.();
  }

  /** Its text may be another when it is opened again, under the same version. */
  documentClosed(uri: string): void {
    const key = documentKey(uri);
    for (const looked of [this.#lookedAt, ...this.#views.values()])
      if (looked !== undefined && documentKey(looked.uri) === key) looked.selection = undefined;
  }

  /** Opens a new chat; a question that it begins with is answered as soon as the editor has the document open. */
  async open({ question, document, selection }: ChatOpening, signal: AbortSignal): Promise<void> {
    const place = document && { document, selection: selection ?? { start: 0, end: 0 } };
    const text = newChat([question ?? '', referenceTo(place, this.#parts.files)].filter(Boolean).join('\n'));
    const uri = await this.#write(question ?? '', text, place);
    if (!(await this.#openInEditor(uri)) || question === undefined) return;
    if (await this.#untilOpen(uri, signal)) await this.send(uri, signal);
    else this.#parts.user.show('info', `${notAttached} Then choose "Send" there.`);
  }

  /** Opens a chat in which a question has been answered already, so that the person can go on from there. */
  async openAnswered(
    { question, answer }: { readonly question: string; readonly answer: string },
    place: ChatPlace | undefined,
  ): Promise<boolean> {
    const asked = [question, referenceTo(place, this.#parts.files)].filter(Boolean).join('\n');
    const said = `${newChat(asked)}\n${answerHeading}\n\n${answer.trim()}\n\n${questionHeading}\n\n`;
    return this.#openInEditor(await this.#write(question, said, place));
  }

  async send(uri: string, signal: AbortSignal): Promise<void> {
    await this.#parts.session.send(uri, this.viewOf(uri), signal);
  }

  stop(uri: string): void {
    this.#parts.session.stop(uri);
  }

  /** What the person looked at before the chat document, as it is now; no selection where nobody knows it any more. */
  viewOf(uri: string): ChatView {
    const looked = this.#views.get(documentKey(uri)) ?? this.#lookedAt;
    const document = looked && this.#parts.documentAt(looked.uri);
    if (looked === undefined || document === undefined) return { document: undefined, selection: undefined };
    const later = looked.selection && this.#parts.history.since(document, looked.version);
    return { document, selection: looked.selection && later && rebaseRange(looked.selection, later) };
  }

  /** What can be done at a place of a chat document. */
  offers(document: TextDocument, range: OffsetRange): readonly ActionOffer[] {
    const { uri, version } = document;
    const here = this.#offersIn(document).filter(
      (offer) => offer.range.start <= range.start && range.start <= offer.range.end,
    );
    return here.map(({ name, title }) => ({
      title,
      kind: 'quickfix',
      call: { name, uri, version, ...range },
      isPreferred: false,
      usesModel: false,
      fixes: [],
    }));
  }

  /** "Send" above the question, "Stop" while it is answered, "Apply" above each block of code. */
  lenses(document: TextDocument): readonly Lens[] {
    const { uri, version } = document;
    return this.#offersIn(document).map(({ name, title, offset }) => {
      return { offset, title, call: { name, uri, version, start: offset, end: offset } };
    });
  }

  #offersIn({ uri, text }: TextDocument): readonly ChatOffer[] {
    return this.#parts.session.isAnswering(uri) ? offersWhileAnswering(text) : chatOffers(text);
  }

  async #write(question: string, text: string, place: ChatPlace | undefined): Promise<string> {
    const { files, chats, clock } = this.#parts;
    const name = chatFileName(question, clock.wallMs());
    const root = place && files.rootOf(place.document.uri);
    const uri = await chats.write({
      workspace: slugOf(root?.name ?? '') || 'files',
      rootUri: root?.uri,
      stem: name.slice(0, -chatFileEnding.length),
      ending: chatFileEnding,
      text,
    });
    if (place === undefined) return uri;
    const { document, selection } = place;
    this.#views.set(documentKey(uri), { uri: document.uri, version: document.version, selection });
    const [oldest] = this.#views.keys();
    if (this.#views.size > mostViews && oldest !== undefined) this.#views.delete(oldest);
    return uri;
  }

  async #openInEditor(uri: string): Promise<boolean> {
    const { user } = this.#parts;
    const isShown = await user.showDocument(uri, { selection: undefined, takeFocus: true });
    if (!isShown)
      user.show('info', `The chat is ${decodeURI(uri)}: open it, and choose the code action "Send" there.`);
    return isShown;
  }

  /** Some editors open a document without telling the server, since it is of another language or project. */
  async #untilOpen(uri: string, signal: AbortSignal): Promise<boolean> {
    if (this.#parts.documentAt(uri) !== undefined) return true;
    const waiting = new AbortController();
    const key = documentKey(uri);
    const opened = new Promise<void>((resolve) => this.#opened.set(key, resolve));
    const late = this.#parts.clock.sleep(openDeadlineMs, AbortSignal.any([signal, waiting.signal]));
    await Promise.race([opened, late.catch(() => undefined)]);
    this.#opened.delete(key);
    waiting.abort();
    signal.throwIfAborted();
    return this.#parts.documentAt(uri) !== undefined;
  }
}

/** What the person looks at. */
export interface ChatPlace {
  readonly document: TextDocument;
  readonly selection: OffsetRange;
}

interface LookedAt {
  readonly uri: string;
  /** The one that the selection is of. */
  readonly version: number;
  selection: OffsetRange | undefined;
}

/** A selection as a question names it; empty for a bare cursor, and for a file that has no path in the workspace. */
function referenceTo(place: ChatPlace | undefined, files: ProjectFiles): string {
  if (place === undefined || place.selection.start === place.selection.end) return '';
  const { document, selection } = place;
  if (files.rootOf(document.uri) === undefined) return '';
  const first = document.lineOf(selection.start) + 1;
  const last = document.lineOf(Math.max(selection.start, selection.end - 1)) + 1;
  const path = files.pathOf(document.uri);
  const name = /\s/.test(path) ? `"${path}"` : path;
  return `@${name}:${first === last ? first : `${first}-${last}`}`;
}

const mostViews = 50;
/** An editor tells of a document within some tens of milliseconds after it has opened it. */
const openDeadlineMs = 3_000;
const notAttached =
  'The chat is open, but this editor has not told innerloop of it: let it serve Markdown files too.';
