import { neverAborted } from '../../../server/base/cancellation.ts';
import { type TextChange, TextDocument } from '../../../server/base/text-document.ts';
import { ChatSession } from '../../../server/features/chat/chat-session.ts';
import { EditorWriter } from '../../../server/protocol/editor-writer.ts';
import type { TextInsertion } from '../../../server/protocol/user-channel.ts';
import { ManualClock } from '../../support/manual-clock.ts';

/** What the person does about one of the server's edits. */
export interface Typing {
  /** The how manieth edit, refused ones counted. */
  readonly edit: number;
  readonly moment: 'before it arrives' | 'when it is made' | 'when it is told' | 'when it is answered';
  readonly place: 'above' | 'below';
  /** Characters from the start of what stands above, from the end of what stands below. */
  readonly at: number;
  readonly removed: number;
  readonly text: string;
}

interface Setting {
  /** What stands above the answer and below it. */
  readonly head: string;
  readonly tail: string;
  readonly typings: readonly Typing[];
  readonly how: 'each change' | 'in batches' | 'as a whole text' | 'all in one change';
  readonly when: 'before it answers' | 'after it answers';
}

/**
 * A chat session and an editor that takes edits of its present version only, in which a person types. What the person
 * does above and below the answer is kept there, too, so that a test can tell what should stand in the document.
 */
export class AnsweredInEditor {
  readonly uri = 'file:///a.chat.md';
  readonly clock = new ManualClock();
  readonly session: ChatSession;
  text: string;
  head: string;
  tail: string;
  /** How often the editor was asked for an edit. */
  asked = 0;
  applyEdits = true;
  /** Replaced by a test whose editor refuses edits. */
  takes: () => boolean = () => true;
  readonly #setting: Setting;
  readonly #writer: EditorWriter;
  #pieces: readonly string[] = [];
  #version = 1;
  #known: TextDocument;
  #untold: TextChange[] = [];

  constructor(setting: Setting) {
    this.#setting = setting;
    this.head = setting.head;
    this.tail = setting.tail;
    this.text = this.head + this.tail;
    this.#known = new TextDocument({ uri: this.uri, languageId: 'markdown', version: 1 }, this.text);
    const documentAt = () => this.#known;
    const channel = this;
    this.#writer = new EditorWriter({
      clock: this.clock,
      documentAt,
      user: {
        get can() {
          const { applyEdits } = channel;
          return { applyEdits, showDocuments: true, virtualDocuments: false, confirmEdits: false };
        },
        insertText: (insertion) => this.#insert(insertion),
      },
    });
    const chat = {
      answer: async (_: unknown, onText: (text: string) => void, signal: AbortSignal) => {
        for (const piece of this.#pieces) {
          signal.throwIfAborted();
          onText(piece);
          await turns(12);
        }
        return { content: '', citations: [], marks: [], usage: undefined, model: 'm', traceId: 't' };
      },
    };
    const { clock } = this;
    this.session = new ChatSession({ chat, documents: { get: documentAt }, writer: this.#writer, clock });
  }

  /** Sends the question; no time passes. */
  send(pieces: readonly string[]): Promise<void> {
    this.#pieces = pieces;
    return this.session.send(this.uri, { document: undefined, selection: undefined }, neverAborted);
  }

  /** Sends the question and lets time pass until it is answered. */
  async answer(pieces: readonly string[]): Promise<void> {
    const sent = this.send(pieces);
    let isOver = false;
    const over = () => {
      isOver = true;
    };
    sent.then(over, over);
    for (;;) {
      await turns(4);
      if (isOver) return sent;
      this.clock.advance(50);
    }
  }

  async #insert({ document, offset, text }: TextInsertion) {
    const edit = this.asked;
    this.asked += 1;
    await turn();
    this.#type(edit, 'before it arrives');
    const applied = this.takes() && document.version === this.#version;
    if (applied) this.#change({ start: offset, end: offset, text });
    this.#type(edit, 'when it is made');
    if (this.#setting.when === 'before it answers') this.#tell();
    this.#type(edit, 'when it is told');
    setImmediate(() => {
      this.#type(edit, 'when it is answered');
      this.#tell();
    });
    return { applied, reason: '' };
  }

  #type(edit: number, moment: Typing['moment']): void {
    for (const typing of this.#setting.typings) {
      if (typing.edit !== edit || typing.moment !== moment) continue;
      const { place, at, removed, text } = typing;
      if (place === 'above') {
        const start = Math.min(at, this.head.length - 1);
        const change = { start, end: Math.min(start + removed, this.head.length - 1), text };
        this.head = changed(this.head, change);
        this.#change(change);
      } else {
        const end = this.tail.length - Math.min(at, this.tail.length);
        const start = Math.max(end - removed, 0);
        const before = this.text.length - this.tail.length;
        this.tail = changed(this.tail, { start, end, text });
        this.#change({ start: before + start, end: before + end, text });
      }
    }
  }

  #change(change: TextChange): void {
    this.text = changed(this.text, change);
    this.#version += 1;
    this.#untold.push(change);
  }

  /** The server hears of all that has changed. */
  #tell(): void {
    const { how } = this.#setting;
    const untold = this.#untold.splice(0);
    const isAtOnce = how === 'in batches' || how === 'all in one change';
    const tellings = isAtOnce
      ? [untold].filter(({ length }) => length > 0)
      : untold.map((change) => [change]);
    for (const [index, changes] of tellings.entries())
      this.#tellOf(changes, this.#version - tellings.length + index + 1);
  }

  #tellOf(changes: readonly TextChange[], version: number): void {
    const before = this.#known;
    const after = changes.reduce(changed, before.text);
    this.#known = before.withText(after, version);
    const isWhole = this.#setting.how === 'as a whole text' || this.#setting.how === 'all in one change';
    const told = isWhole ? [{ start: 0, end: before.text.length, text: after }] : changes;
    this.session.documentChanged(this.uri, told);
    this.#writer.documentChanged(before, told);
  }
}

function changed(text: string, { start, end, text: inserted }: TextChange): string {
  return text.slice(0, start) + inserted + text.slice(end);
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export async function turns(count: number): Promise<void> {
  for (let made = 0; made < count; made++) await turn();
}
