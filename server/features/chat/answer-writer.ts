import { withSignal } from '../../base/cancellation.ts';
import type { Clock } from '../../base/clock.ts';
import { UserError } from '../../base/error-codes.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import { trimmed } from '../../edits/diff-texts.ts';
import type { Insertion } from './harmless-links.ts';
import type { DocumentWriter } from './ports.ts';

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
  /** The text before an insertion that was taken for done, because the editor has told nothing of it so far. */
  #beforeUntold: string | undefined;
  /** An insertion that the editor was asked for and has not told yet. */
  #asked: { readonly offset: number; readonly text: string; readonly told: () => void } | undefined;

  constructor(document: TextDocument, offset: number, writer: DocumentWriter, clock: Clock) {
    this.#uri = document.uri;
    this.#text = document.text;
    this.#start = offset;
    this.#end = offset;
    this.#writer = writer;
    this.#clock = clock;
    this.#lineEnd = document.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** What stands behind the answer. */
  get behind(): string {
    return this.#text.slice(this.#end);
  }

  /** Begins the answer where the last text ended. */
  begin(): void {
    this.#start = this.#end;
  }

  /** Appends to the answer; resolves when the editor has told that it stands there. */
  async append(text: string, signal: AbortSignal): Promise<void> {
    await this.#insert(() => this.#end, text, signal);
  }

  /**
   * Puts marks into what was written, by offset in that; where the user has changed the place meanwhile, the mark is
   * left out.
   */
  async mark(written: string, marks: readonly Insertion[], signal: AbortSignal): Promise<void> {
    for (const { offset, text } of [...marks].reverse()) {
      const before = this.#own(written.slice(0, offset));
      const place = () => this.#placeBehind(before);
      if (place() !== undefined) await this.#insert(() => place() ?? this.#end, text, signal);
    }
  }

  /** The editor tells of changes, our own among them; offsets of each are of the text that the one before left. */
  changed(changes: readonly TextChange[]): void {
    for (const change of changes) this.#take(change);
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

  async #insert(place: () => number, text: string, signal: AbortSignal): Promise<void> {
    const own = this.#own(text);
    if (own === '') return;
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (attempt > 0) await this.#clock.sleep(retryMs, signal);
      if (await this.#tryToInsert(place(), own, signal)) return;
    }
    throw new UserError('chat-not-written', { file: this.#uri.slice(this.#uri.lastIndexOf('/') + 1) });
  }

  async #tryToInsert(offset: number, text: string, signal: AbortSignal): Promise<boolean> {
    let told: () => void = () => undefined;
    const echo = new Promise<void>((resolve) => {
      told = resolve;
    });
    const asked = { offset, text, told };
    this.#asked = asked;
    const isDone = await this.#writer.insert(this.#uri, offset, text, signal);
    if (!isDone) {
      // What was told to be there is there, whatever was answered.
      const wasTold = this.#asked !== asked;
      this.#asked = undefined;
      return wasTold;
    }
    const waiting = new AbortController();
    const late = this.#clock.sleep(echoMs, AbortSignal.any([signal, waiting.signal]));
    try {
      await withSignal(Promise.race([echo, late]), signal);
    } finally {
      late.catch(() => undefined);
      waiting.abort();
    }
    // An editor that tells nothing has done it all the same, and may tell it later.
    if (this.#asked !== asked) return true;
    const before = this.#text;
    this.#take({ start: offset, end: offset, text });
    this.#beforeUntold = before;
    return true;
  }

  #take(given: TextChange): void {
    const before = this.#beforeUntold;
    this.#beforeUntold = undefined;
    if (before !== undefined && changedText(before, given) === this.#text) return;
    const next = changedText(this.#text, given);
    const change = trimmed(given, this.#text);
    const asked = this.#asked;
    const own = asked && ownPlace(asked, change, this.#text, next);
    if (asked !== undefined && own !== undefined) {
      this.#asked = undefined;
      const isMixed = next.length !== this.#text.length + asked.text.length;
      if (isMixed) this.#end = own + asked.text.length;
      else {
        if (own < this.#start) this.#start += asked.text.length;
        if (own <= this.#end) this.#end += asked.text.length;
      }
      asked.told();
    } else {
      this.#start = movedOver(this.#start, change);
      this.#end = Math.max(this.#start, movedOver(this.#end, change));
    }
    this.#text = next;
  }
}

/** Where a change has put what was asked for; undefined where it is somebody else's. */
function ownPlace(
  asked: { readonly offset: number; readonly text: string },
  change: TextChange,
  text: string,
  next: string,
): number | undefined {
  const { offset, text: inserted } = asked;
  if (next === text.slice(0, offset) + inserted + text.slice(offset)) return offset;
  // Told together with something else, or done after something else.
  const at = change.text.indexOf(inserted);
  return at < 0 ? undefined : change.start + at;
}

function changedText(text: string, change: TextChange): string {
  return text.slice(0, change.start) + change.text + text.slice(change.end);
}

/** What others insert at an offset stands behind it. */
function movedOver(offset: number, { start, end, text }: TextChange): number {
  if (offset <= start) return offset;
  return offset < end ? start : offset + text.length - (end - start);
}

/** Characters in front of a mark by which its place is found again, if they stand in the answer once. */
const anchorLengths = [40, 20, 10];
const mostAttempts = 20;
/** Editors refuse an edit of an older version, and know the newer one a moment later. */
const retryMs = 50;
const echoMs = 2_000;
