import { type TextChange, TextDocument } from '../../../server/base/text-document.ts';
import type {
  ChatDocuments,
  DocumentInsertion,
  DocumentWriter,
} from '../../../server/features/chat/ports.ts';

/** How an editor tells of the edits that it was asked for. */
type Telling = 'before it answers' | 'after it answers' | 'as a whole text' | 'when it is asked to';

/** An editor with one document, in which a person may type at any time. */
export class FakeEditor implements ChatDocuments, DocumentWriter {
  readonly uri = 'file:///chats/a.chat.md';
  /** It takes no edits. */
  refuses = false;
  /** What the server has asked for, in order. */
  readonly inserted: string[] = [];
  /** Called after each edit of the server, so that the person can act between two. */
  afterInsert: () => void = () => undefined;
  /** Hears of all changes; a session is put here. */
  listener: (uri: string, changes: readonly TextChange[]) => void = () => undefined;
  #telling: Telling;
  readonly #untold: TextChange[] = [];
  #document: TextDocument;

  constructor(text: string, telling: Telling = 'before it answers') {
    this.#telling = telling;
    this.#document = new TextDocument({ uri: this.uri, languageId: 'markdown', version: 1 }, text);
  }

  get text(): string {
    return this.#document.text;
  }

  get(uri: string): TextDocument | undefined {
    return uri === this.uri ? this.#document : undefined;
  }

  async insert({ offset, text }: DocumentInsertion): Promise<boolean> {
    if (this.refuses) return false;
    this.inserted.push(text);
    const change = { start: offset, end: offset, text };
    if (this.#telling === 'after it answers') {
      this.#apply(change);
      setImmediate(() => this.#tell(change));
      return true;
    }
    if (this.#telling === 'when it is asked to') {
      this.#apply(change);
      this.#untold.push(change);
      return true;
    }
    const before = this.#document.text.length;
    this.#apply(change);
    this.#tell(this.#telling === 'as a whole text' ? { start: 0, end: before, text: this.text } : change);
    return true;
  }

  tellAll(): void {
    for (const change of this.#untold.splice(0)) this.#tell(change);
  }

  tellsAtOnce(): void {
    this.#telling = 'before it answers';
  }

  /** The person replaces the first place where `old` stands. */
  type(old: string, text: string): void {
    const start = this.text.indexOf(old);
    if (start < 0) throw new Error(`there is no ${old}`);
    const change = { start, end: start + old.length, text };
    this.#apply(change);
    this.listener(this.uri, [change]);
  }

  #apply(change: TextChange): void {
    this.#document = this.#document.withChange(change, this.#document.version + 1);
  }

  #tell(change: TextChange): void {
    this.listener(this.uri, [change]);
    this.afterInsert();
  }
}
