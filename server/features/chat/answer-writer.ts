import { withSignal } from '../../base/cancellation.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/error-codes.ts';
import { newlineOf } from '../../base/line-ends.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import { applyEdits, offsetAfter } from '../../base/text-edit.ts';
import { trimmed } from '../../edits/diff-texts.ts';
import { findInsertion } from './find-insertion.ts';
import type { Insertion } from './harmless-links.ts';
import type { DocumentWriter } from './ports.ts';

/** An insertion that the editor was asked for. */
interface Asked {
  readonly kind: 'append' | 'mark';
  readonly text: string;
  /** Where it is to stand, wherever the changes of others have moved that. */
  offset: number;
  /** A change was told that has put it there. */
  isTold: boolean;
  /** Called when it is told. */
  told: () => void;
}

/**
 * Writes an answer into a document that its user goes on editing. Invariant: `#text` is the document as far as the
 * editor has told; `#end` is where the answer goes on, `#start` where it began, wherever other changes have moved them.
 */
export class AnswerWriter {
  readonly #uri: string;
  readonly #writer: DocumentWriter;
  readonly #clock: Clock;
  readonly #lineEnd: string;
  #text: string;
  #start: number;
  #end: number;
  #asked: Asked | undefined;

  constructor(document: TextDocument, offset: number, writer: DocumentWriter, clock: Clock) {
    this.#uri = document.uri;
    this.#text = document.text;
    this.#start = offset;
    this.#end = offset;
    this.#writer = writer;
    this.#clock = clock;
    this.#lineEnd = newlineOf(document.text);
  }

  /** What stands behind the answer. */
  get behind(): string {
    return this.#text.slice(this.#end);
  }

  /** An insertion has failed or was given up, so that nobody knows what stands there; nothing more can be written. */
  get isStuck(): boolean {
    return this.#asked !== undefined;
  }

  /** Begins the answer where the last text ended. */
  begin(): void {
    this.#start = this.#end;
  }

  /** Appends to the answer; resolves when the editor has told that it stands there. */
  async append(text: string, signal: AbortSignal): Promise<void> {
    await this.#insert({ kind: 'append', offset: this.#end, text }, signal);
  }

  /**
   * Puts marks into what was written, by offset in that; where the user has changed the place meanwhile, the mark is
   * left out.
   */
  async mark(written: string, marks: readonly Insertion[], signal: AbortSignal): Promise<void> {
    for (const { offset, text } of [...marks].reverse()) {
      const place = this.#placeBehind(this.#own(written.slice(0, offset)));
      if (place !== undefined) await this.#insert({ kind: 'mark', offset: place, text }, signal);
    }
  }

  /** The editor tells of changes, our own among them; offsets of each are of the text that the one before left. */
  changed(changes: readonly TextChange[]): void {
    for (const change of changes) {
      this.#take(trimmed(change, this.#text));
      this.#text = applyEdits(this.#text, [change]);
    }
  }

  #own(text: string): string {
    return text.replace(/\r?\n/g, this.#lineEnd);
  }

  /** Where the text in front of a mark ends now; undefined where that cannot be told. */
  #placeBehind(before: string): number | undefined {
    const answer = this.#text.slice(this.#start, this.#end);
    if (answer.startsWith(before)) return this.#start + before.length;
    for (const length of anchorLengths) {
      const anchor = before.slice(-length);
      const found = answer.indexOf(anchor);
      if (found >= 0 && answer.indexOf(anchor, found + 1) < 0) return this.#start + found + anchor.length;
    }
    return undefined;
  }

  async #insert(
    { kind, offset, text: given }: Pick<Asked, 'kind' | 'offset' | 'text'>,
    signal: AbortSignal,
  ): Promise<void> {
    const text = this.#own(given);
    if (text === '') return;
    signal.throwIfAborted();
    const asked: Asked = { kind, offset, text, isTold: false, told: () => undefined };
    this.#asked = asked;
    const again = () => this.#forget(asked);
    const isDone = await this.#writer.insert({ uri: this.#uri, offset, text, again }, signal);
    if (isDone && !asked.isTold) await this.#untilTold(asked, signal);
    if (!isDone || !asked.isTold)
      throw new UserError('chat-not-written', { file: this.#uri.slice(this.#uri.lastIndexOf('/') + 1) });
    this.#asked = undefined;
  }

  async #untilTold(asked: Asked, signal: AbortSignal): Promise<void> {
    const told = new Promise<void>((resolve) => {
      asked.told = resolve;
    });
    const waiting = new AbortController();
    const late = this.#clock.sleep(toldMs, AbortSignal.any([signal, waiting.signal]));
    late.catch(() => undefined);
    try {
      await withSignal(Promise.race([told, late]), signal);
    } finally {
      waiting.abort();
    }
  }

  #take(change: TextChange): void {
    const asked = this.#asked;
    const found = asked?.isTold === false ? findInsertion(asked, change, this.#text) : undefined;
    if (asked !== undefined) asked.offset = offsetAfter(asked.offset, change);
    if (asked === undefined || found === undefined) {
      this.#moveOver(change);
      return;
    }
    const { front, offset, behind } = found;
    const end = offset + asked.text.length;
    this.#moveOver(front);
    this.#end = asked.kind === 'append' ? end : Math.max(end, this.#end + asked.text.length);
    this.#moveOver(behind);
    asked.isTold = true;
    asked.told();
  }

  /** The editor has refused it: if the same text stands there all the same, a person has typed it. */
  #forget(asked: Asked): void {
    if (asked.isTold && asked.kind === 'append') this.#end = asked.offset;
    asked.isTold = false;
  }

  #moveOver(change: TextChange): void {
    this.#start = offsetAfter(this.#start, change);
    this.#end = offsetAfter(this.#end, change);
  }
}

/** Characters in front of a mark by which its place is found again, if they stand in the answer once. */
const anchorLengths = [40, 20, 10];
/** Some editors tell of a change when its user pauses. */
const toldMs = 10_000;
