import type { Clock } from '../../base/clock.ts';
import { documentKey } from '../../base/document-key.ts';
import type { TextChange, TextDocument } from '../../base/text-document.ts';
import type { RecordedEdit } from './recorded-edit.ts';
import { widenedEdit } from './widened-edit.ts';

/** A stretch of the text of now, and what stood there before the person began to change it. */
interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly original: string;
  readonly changedMs: number;
}

interface Known {
  readonly uri: string;
  /** The text as it is now, to cut out what stands at a stretch. */
  document: TextDocument;
  /** By the time of their last change, the newest at the end. */
  stretches: readonly Stretch[];
}

/**
 * Makes edits of keystrokes. Keystrokes that touch one another within a pause are one edit, also those that go on
 * within a stretch changed before; an edit that was taken back is none.
 * Invariant: the stretches of a document do not overlap, and the text outside them is what it was.
 */
export class EditHistory {
  readonly #clock: Clock;
  /** By document, the one changed last at the end. */
  readonly #known = new Map<string, Known>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    const key = documentKey(after.uri);
    const last = this.#known.get(key);
    // What came in between, when nobody told of it, may have moved everything.
    const known = last?.document.version === before.version ? last : undefined;
    this.#known.delete(key);
    // So many at once is a formatter's work, or a file that was loaded anew.
    if (changes.length > mostChanges) return;
    let stretches = known?.stretches ?? [];
    let text = before.text;
    for (const change of changes) {
      stretches = this.#with(stretches, narrowed(change, text), text);
      if (changes.length > 1) text = text.slice(0, change.start) + change.text + text.slice(change.end);
    }
    this.#known.set(key, { uri: after.uri, document: after, stretches: stretches.slice(-mostEdits) });
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= mostDocuments) break;
      this.#known.delete(oldest);
    }
  }

  documentClosed(uri: string): void {
    this.#known.delete(documentKey(uri));
  }

  /** The edits of a document in the text of now, newest first. */
  editsOf(uri: string): readonly RecordedEdit[] {
    const known = this.#known.get(documentKey(uri));
    return known === undefined ? [] : editsIn(known);
  }

  /** The document in which an edit was made last, as it is now. */
  get lastDocument(): TextDocument | undefined {
    return [...this.#known.values()].findLast((known) => editsIn(known).length > 0)?.document;
  }

  #with(stretches: readonly Stretch[], change: TextChange, text: string): readonly Stretch[] {
    const now = this.#clock.monotonicMs();
    const shift = change.text.length - (change.end - change.start);
    const joins = (stretch: Stretch) => isJoined(stretch, change, text, now);
    const joined = stretches.filter(joins);
    const others = stretches
      .filter((stretch) => !joins(stretch))
      .map((stretch) => (stretch.start >= change.end ? moved(stretch, shift) : stretch));
    const start = Math.min(change.start, ...joined.map((stretch) => stretch.start));
    const end = Math.max(change.end, ...joined.map((stretch) => stretch.end));
    const isTooLong = end - start > longestEdit || change.text.length > longestEdit;
    if (isTooLong) return others;
    const original = originalOf(text, { start, end }, joined);
    return [...others, { start, end: end + shift, original, changedMs: now }];
  }
}

/** What stood at a range before the stretches in it were changed. */
function originalOf(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  stretches: readonly Stretch[],
): string {
  let original = '';
  let at = start;
  for (const stretch of stretches.toSorted((one, other) => one.start - other.start)) {
    original += text.slice(at, stretch.start) + stretch.original;
    at = stretch.end;
  }
  return original + text.slice(at, end);
}

/** A change inside a stretch goes on with it whenever it comes; one at its edge if it comes soon, or within a word. */
function isJoined(stretch: Stretch, change: TextChange, text: string, now: number): boolean {
  if (change.end < stretch.start || stretch.end < change.start) return false;
  const isInside = stretch.start < change.end && change.start < stretch.end;
  if (isInside || now - stretch.changedMs <= pauseMs) return true;
  const at = change.end === stretch.start ? change.start : change.end;
  const sign = change.text === '' ? (text[at] ?? '') : change.text;
  return /^[\p{L}\p{N}_$]+$/u.test(sign) && stretch.end > stretch.start;
}

function moved(stretch: Stretch, shift: number): Stretch {
  return { ...stretch, start: stretch.start + shift, end: stretch.end + shift };
}

function editsIn({ uri, document, stretches }: Known): readonly RecordedEdit[] {
  return stretches
    .flatMap((stretch) => {
      const edit = widenedEdit(document.text, stretch);
      return edit === undefined ? [] : [{ uri, ...edit }];
    })
    .reverse();
}

/** Editors that send the whole text each time have changed only a part of it. */
function narrowed(change: TextChange, text: string): TextChange {
  const length = change.end - change.start;
  if (length <= longestEdit) return change;
  const most = Math.min(length, change.text.length);
  let head = 0;
  while (head < most && text[change.start + head] === change.text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && text[change.end - 1 - tail] === change.text[change.text.length - 1 - tail])
    tail += 1;
  return {
    start: change.start + head,
    end: change.end - tail,
    text: change.text.slice(head, change.text.length - tail),
  };
}

/** Whoever stops so long has done something, or thinks about what to do next. */
const pauseMs = 4_000;
/** UTF-16 units; whoever changes more at once has moved code, or had it written. */
const longestEdit = 400;
const mostEdits = 64;
const mostDocuments = 8;
const mostChanges = 50;
