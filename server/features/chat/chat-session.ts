import { withSignal } from '../../base/cancellation.ts';
import type { Clock } from '../../base/clock.ts';
import { documentKey } from '../../base/document-key.ts';
import { UserError } from '../../base/error-codes.ts';
import type { TextChange } from '../../base/text-document.ts';
import { AnswerWriter } from './answer-writer.ts';
import type { Chat, MarkedAnswer } from './chat.ts';
import { answerHeading, parseChat, questionHeading, turnHeadingsIn } from './chat-document.ts';
import type { ChatRequest } from './chat-request.ts';
import type { Insertion } from './harmless-links.ts';
import { codeFences } from './markdown-code.ts';
import type { ChatDocuments, DocumentWriter } from './ports.ts';

export interface ChatSessionParts {
  readonly chat: Pick<Chat, 'answer'>;
  readonly documents: ChatDocuments;
  readonly writer: DocumentWriter;
  readonly clock: Clock;
}

/** What the person looked at before the chat document. */
export type ChatView = Pick<ChatRequest, 'document' | 'selection'>;

/**
 * Answers the questions of chat documents in place. Invariant: one answer at a time is written into a document, and
 * the document is all that is kept of the conversation.
 */
export class ChatSession {
  readonly #parts: ChatSessionParts;
  readonly #sending = new Map<string, Sending>();

  constructor(parts: ChatSessionParts) {
    this.#parts = parts;
  }

  /**
   * Streams the answer to the last question below it. Throws a UserError where there is none, or where an answer is
   * being written already; what came before it was stopped, or failed, stays, with a word on that below it.
   */
  async send(uri: string, view: ChatView, signal: AbortSignal): Promise<void> {
    const key = documentKey(uri);
    const file = uri.slice(uri.lastIndexOf('/') + 1);
    const document = this.#parts.documents.get(uri);
    if (document === undefined) throw new UserError('chat-not-open', { file });
    if (this.#sending.has(key)) throw new UserError('chat-busy', { file });
    const { turns, question } = parseChat(document.text);
    if (question === undefined) throw new UserError('chat-nothing-asked', { file });
    const { writer, clock, chat } = this.#parts;
    const sending = new Sending(new AnswerWriter(document, question.range.end, writer, clock), clock);
    this.#sending.set(key, sending);
    const request = { message: question.content, turns: turns.slice(0, -1), ...view, references: [] };
    try {
      await sending.run((onText, own) => chat.answer(request, onText, own), signal);
    } finally {
      this.#sending.delete(key);
    }
  }

  isAnswering(uri: string): boolean {
    return this.#sending.has(documentKey(uri));
  }

  /** Ends the answer that is being written; what came stays. */
  stop(uri: string): void {
    this.#sending.get(documentKey(uri))?.end('stopped');
  }

  /** To be called for every change of every document, in order. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    this.#sending.get(documentKey(uri))?.changed(changes);
  }

  documentClosed(uri: string): void {
    this.#sending.get(documentKey(uri))?.end('closed');
  }

  /** Ends all answers; nothing is written any more. */
  dispose(): void {
    for (const sending of [...this.#sending.values()]) sending.end('closed');
  }
}

type Ask = (onText: (text: string) => void, signal: AbortSignal) => Promise<Pick<MarkedAnswer, 'marks'>>;

/** One answer on its way into a document. Invariant: what is written is the beginning of what was said. */
class Sending {
  readonly #writer: AnswerWriter;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  readonly #closed = new AbortController();
  #said = '';
  #written = 0;
  #wake: () => void = () => undefined;

  constructor(writer: AnswerWriter, clock: Clock) {
    this.#writer = writer;
    this.#clock = clock;
  }

  changed(changes: readonly TextChange[]): void {
    this.#writer.changed(changes);
  }

  end(why: 'stopped' | 'closed'): void {
    this.#ended.abort(new Error(why));
    if (why === 'closed') this.#closed.abort(new Error(why));
  }

  /** Below what came stands why it ends there, unless the editor lets nothing be written. */
  async run(ask: Ask, signal: AbortSignal): Promise<void> {
    const own = AbortSignal.any([signal, this.#ended.signal]);
    const closed = this.#closed.signal;
    try {
      await withSignal(this.#answer(ask, own), closed);
    } catch (error) {
      if (closed.aborted) return;
      const remark = own.aborted ? '(stopped)' : failureRemark(error);
      if (!this.#writer.isStuck) await this.#close(remark, closed).catch(() => undefined);
      if (!this.#ended.signal.aborted || signal.aborted) throw error;
    }
  }

  async #answer(ask: Ask, signal: AbortSignal): Promise<void> {
    await this.#writer.append(`\n\n${answerHeading}\n\n`, signal);
    this.#writer.begin();
    const marks = await this.#stream(ask, signal);
    await this.#writer.mark(this.#said, withHeadings(this.#said, marks), signal);
    await this.#close('', signal);
  }

  /** The first text at once, then what has come meanwhile, in steps that a person can follow. */
  async #stream(ask: Ask, signal: AbortSignal): Promise<readonly Insertion[]> {
    let isOver = false;
    const failed = new AbortController();
    const onText = (text: string) => {
      this.#said += text;
      this.#wake();
    };
    const answer = ask(onText, AbortSignal.any([signal, failed.signal])).finally(() => {
      isOver = true;
      this.#wake();
    });
    // Its failure is reported where it is awaited.
    answer.catch(() => undefined);
    try {
      while (!isOver || this.#written < this.#said.length) {
        if (this.#written === this.#said.length) await withSignal(this.#untilMore(), signal);
        await this.#flush(signal);
        if (!isOver) await this.#clock.sleep(stepMs, signal);
      }
    } finally {
      failed.abort(new Error('not written'));
    }
    return (await answer).marks;
  }

  async #flush(signal: AbortSignal): Promise<void> {
    const { length } = this.#said;
    await this.#writer.append(this.#said.slice(this.#written, length), signal);
    this.#written = length;
  }

  #untilMore(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  /** Ends the answer, and makes room for the next question where there is none. */
  async #close(remark: string, signal: AbortSignal): Promise<void> {
    const written = this.#said.slice(0, this.#written);
    let ending = '';
    const open = codeFences(written).at(-1);
    if (open?.isClosed === false) ending = `${written.endsWith('\n') ? '' : '\n'}${open.marker}`;
    if (remark !== '') ending += `${gapBehind(written + ending)}${remark}`;
    const isFollowed = /^\s*#{1,6}[ \t]+you\b/i.test(this.#writer.behind);
    if (!isFollowed) ending += `${gapBehind(written + ending)}${questionHeading}\n\n`;
    await this.#writer.append(ending, signal);
  }
}

/** What is said of an error that is ours alone quotes nothing: it goes to a model with the next question. */
function failureRemark(error: unknown): string {
  const { message, remedy } = error instanceof UserError ? error : new UserError('failed-inside');
  return `> ${message} ${remedy}`;
}

/** Backslashes before lines of an answer that would begin a turn are marks, too. */
function withHeadings(said: string, marks: readonly Insertion[]): readonly Insertion[] {
  const headings = turnHeadingsIn(said).map((offset) => ({ offset, text: '\\' }));
  return [...marks, ...headings].sort((one, other) => one.offset - other.offset);
}

/** What sets a paragraph apart from the text before it. */
function gapBehind(text: string): string {
  if (text === '' || text.endsWith('\n\n')) return '';
  return text.endsWith('\n') ? '\n' : '\n\n';
}

/** Edits that follow each other faster than this make some editors flicker. */
const stepMs = 120;
