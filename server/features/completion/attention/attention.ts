import type { Clock } from '../../../base/clock.ts';
import { documentKey } from '../../../base/document-key.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { AttentionStatus } from './attention-status.ts';
import { Dismissals } from './dismissals.ts';
import { type Place, placeOf } from './place.ts';

/** How the showing of a suggestion ended. */
export interface SuggestionEnd {
  /** Where the suggestion begins to replace, in the document that it was made for. */
  readonly place: Place;
  /** What was on screen at last. */
  readonly text: string;
  /** `ignored`: the user typed something else. `superseded`: another suggestion took its place. */
  readonly how: 'accepted' | 'partly' | 'dismissed' | 'ignored' | 'superseded';
  readonly shownMs: number;
}

/** What is known about one cursor. */
export interface AttentionAt {
  readonly status: AttentionStatus;
  /** A suggestion of one line was just taken here, and nothing was typed since. */
  readonly isJustAccepted: boolean;
}

/**
 * What the user said and did about suggestions in this session. Invariant: after `resume(uri)` suggestions are on
 * in that file and nothing there counts as dismissed. Bounded: of documents not used for long, all is forgotten.
 */
export class Attention {
  readonly #clock: Clock;
  /** The most recently used last. */
  readonly #files = new Map<string, FileAttention>();
  #isOff = false;
  #snoozedUntilMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Switches suggestions off or on again, in one file or everywhere; a file that is off stays so. */
  toggle(uri?: string): AttentionStatus {
    if (uri === undefined) {
      this.#isOff = !this.#isOff;
      for (const file of this.#files.values()) if (file.switched === 'on') file.switched = undefined;
    } else {
      const isOff = this.status(uri).kind === 'off';
      this.#file(documentKey(uri)).switched = isOff ? 'on' : 'off';
    }
    return this.status(uri);
  }

  /** No suggestions come by themselves for so many minutes, a day at most; 0 ends it. */
  snooze(minutes: number): AttentionStatus {
    const ms = Math.min(Math.max(0, minutes), mostMinutes) * msPerMinute;
    this.#snoozedUntilMs = this.#clock.monotonicMs() + ms;
    return this.status();
  }

  /** Has suggestions come again, in one file or in all, and forgets there what was not wanted. */
  resume(uri?: string): AttentionStatus {
    this.#isOff = false;
    this.#snoozedUntilMs = 0;
    if (uri === undefined) this.#files.clear();
    else this.#files.delete(documentKey(uri));
    return this.status(uri);
  }

  ended(end: SuggestionEnd): void {
    const file = this.#file(end.place.document);
    if (end.how === 'accepted' || end.how === 'partly') {
      file.unwanted = 0;
      file.dismissals.remove(end.place, end.text);
      file.accepted = end.how === 'accepted' ? end : undefined;
    } else if (isUnwanted(end)) {
      file.dismissals.add(end.place, end.text);
      this.#countUnwanted(file);
    }
  }

  /** Whether the text, or one that begins like it, was not wanted there; `offset` is where it begins to replace. */
  isDismissed(document: TextDocument, offset: number, text: string): boolean {
    const file = this.#files.get(documentKey(document.uri));
    return file?.dismissals.has(placeOf(document, offset), text) ?? false;
  }

  at(document: TextDocument, offset: number): AttentionAt {
    const accepted = this.#files.get(documentKey(document.uri))?.accepted;
    return {
      status: this.status(document.uri),
      isJustAccepted: accepted !== undefined && isRightBehind(accepted, document, offset),
    };
  }

  /** Of a file, or without one of all. */
  status(uri?: string): AttentionStatus {
    const file = uri === undefined ? undefined : this.#files.get(documentKey(uri));
    const now = this.#clock.monotonicMs();
    if (file?.switched === 'off') return { kind: 'off', where: 'in this file' };
    if (this.#isOff && file?.switched !== 'on') return { kind: 'off', where: 'everywhere' };
    if (now < this.#snoozedUntilMs) return { kind: 'snoozed', leftMs: this.#snoozedUntilMs - now };
    if (file !== undefined && now < file.manualUntilMs)
      return { kind: 'manual', leftMs: file.manualUntilMs - now };
    return { kind: 'on' };
  }

  #countUnwanted(file: FileAttention): void {
    file.unwanted += 1;
    if (file.unwanted < unwantedInRow) return;
    file.unwanted = 0;
    file.manualUntilMs = this.#clock.monotonicMs() + manualMinutes * msPerMinute;
  }

  #file(key: string): FileAttention {
    const file = this.#files.get(key) ?? newFile();
    this.#files.delete(key);
    this.#files.set(key, file);
    for (const oldest of this.#files.keys()) {
      if (this.#files.size <= mostFiles) break;
      this.#files.delete(oldest);
    }
    return file;
  }
}

interface FileAttention {
  readonly dismissals: Dismissals;
  /** For this file alone, whatever holds for all. */
  switched: 'on' | 'off' | undefined;
  /** Unwanted suggestions since the last one that was taken. */
  unwanted: number;
  manualUntilMs: number;
  accepted: SuggestionEnd | undefined;
}

function newFile(): FileAttention {
  return {
    dismissals: new Dismissals(mostDismissals),
    switched: undefined,
    unwanted: 0,
    manualUntilMs: 0,
    accepted: undefined,
  };
}

/** Who types away from what nobody can have read yet has not judged it. */
function isUnwanted({ how, shownMs }: SuggestionEnd): boolean {
  return how === 'dismissed' || (how === 'ignored' && shownMs >= readableMs);
}

function isRightBehind({ place, text }: SuggestionEnd, document: TextDocument, offset: number): boolean {
  if (/[\r\n]/.test(text)) return false;
  const line = document.lineOf(offset);
  return line === place.line && document.text.slice(document.lineStart(line), offset) === place.left + text;
}

/** Cody counts what was visible for so long as seen. */
const readableMs = 750;
const unwantedInRow = 3;
const manualMinutes = 10;
const mostMinutes = 24 * 60;
const msPerMinute = 60_000;
const mostFiles = 200;
const mostDismissals = 50;
