import type { Clock } from '../../../base/clock.ts';
import { documentKey } from '../../../base/document-key.ts';
import type { TextChange, TextDocument } from '../../../base/text-document.ts';
import { batchOf } from '../../../base/text-edit.ts';

import { RemovedTexts } from './removed-texts.ts';
import { stillTyping, type TypingState } from './typing-state.ts';

/** What is known of one document. */
interface Watched {
  readonly changedMs: number;
  /** The latest keystroke that put text, if the last change was one: when, and between which offsets it put it. */
  readonly stroke: { readonly atMs: number; readonly start: number; readonly end: number } | undefined;
  /** Where the last change took text away and put none. */
  readonly deletedAt: number | undefined;
  /** The latest gaps between keystrokes, in ms. */
  readonly gaps: readonly number[];
  readonly removed: RemovedTexts;
}

/**
 * Learns from the changes of documents how the user types.
 *
 * Invariant: a change costs time in its own length, bounded, and never in that of the document; at most
 * `maxDocuments` are remembered, each with a few numbers and a few short texts.
 */
export class TypingWatch {
  readonly #clock: Clock;
  /** By document key, the one that was changed longest ago first. */
  readonly #documents = new Map<string, Watched>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `changes` were made one after the other, each by offset in the text that the one before left. */
  documentChanged(before: TextDocument, _after: TextDocument, changes: readonly TextChange[]): void {
    if (changes.length === 0) return;
    const key = documentKey(before.uri);
    const known = this.#documents.get(key);
    this.#documents.delete(key);
    this.#documents.set(key, watchedAfter(known, before, { changes, atMs: this.#clock.monotonicMs() }));
    if (this.#documents.size <= maxDocuments) return;
    for (const oldest of this.#documents.keys()) {
      this.#documents.delete(oldest);
      break;
    }
  }

  documentClosed(uri: string): void {
    this.#documents.delete(documentKey(uri));
  }

  /** How the user types at this place, now. */
  at(document: TextDocument, offset: number): TypingState {
    const watched = this.#documents.get(documentKey(document.uri));
    if (watched === undefined) return stillTyping;
    const nowMs = this.#clock.monotonicMs();
    const sinceMs = nowMs - watched.changedMs;
    const gapMs = medianGap(watched.gaps);
    const isFresh = watched.stroke !== undefined && nowMs - watched.stroke.atMs < fastMs;
    const isNear = (place: number) => Math.abs(document.lineOf(place) - document.lineOf(offset)) <= 1;
    return {
      gapMs,
      sinceMs,
      isDeleting: watched.deletedAt !== undefined && sinceMs <= deletingMs && isNear(watched.deletedAt),
      isFast: gapMs !== undefined && gapMs < fastMs && isFresh,
      removed: watched.removed.near(isNear, nowMs),
    };
  }
}

/** Changes that came together, and when. */
interface Arrival {
  readonly changes: readonly TextChange[];
  readonly atMs: number;
}

function watchedAfter(known: Watched | undefined, before: TextDocument, { changes, atMs }: Arrival): Watched {
  const removed = known?.removed ?? new RemovedTexts();
  const gaps = known?.gaps ?? [];
  const edit = oneEdit(before, changes);
  if (edit === undefined) {
    removed.moved(changes);
    return { changedMs: atMs, stroke: undefined, deletedAt: undefined, gaps, removed };
  }
  removed.changed(before, edit, atMs);
  const strokes = strokesOf(edit);
  const stroke = strokes === 0 ? undefined : { atMs, start: edit.start, end: edit.start + edit.text.length };
  const gap = stroke === undefined ? undefined : gapBetween(known?.stroke, stroke, strokes);
  return {
    changedMs: atMs,
    stroke,
    deletedAt:
      changes.at(-1)?.text === '' && edit.text === '' && edit.start < edit.end ? edit.start : undefined,
    gaps: gap === undefined ? gaps : [...gaps, gap].slice(-maxGaps),
    removed,
  };
}

/**
 * The one place that changes touched, without what they left as it was there. Undefined for what no hand does at
 * once: formatting, an undo at many places, a new text for the whole document.
 */
function oneEdit(before: TextDocument, changes: readonly TextChange[]): TextChange | undefined {
  // Some editors tell of several keystrokes together.
  if (changes.length > maxJoined) return undefined;
  const [edit, ...others] = changes.length === 1 ? changes : batchOf(changes);
  if (edit === undefined || others.length > 0) return undefined;
  if (edit.text === '') return edit;
  const isLong = edit.end - edit.start > longestCompared || edit.text.length > longestCompared;
  return isLong ? undefined : withoutSameEnds(before.text.slice(edit.start, edit.end), edit);
}

/** Who types over a bracket, or takes a suggestion that holds the word before it, takes nothing away. */
function withoutSameEnds(old: string, { start, end, text }: TextChange): TextChange {
  const most = Math.min(old.length, text.length);
  let head = 0;
  while (head < most && old[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1;
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) };
}

/**
 * How many keystrokes an edit stands for; 0 for what is no typing. An edit that changes nothing is a bracket typed
 * over. Indentation, closing brackets and quotes come with the key before them; several letters at once are as many keys, which some editors tell of together.
 */
function strokesOf({ start, end, text }: TextChange): number {
  if (start < end || text.length > longestStroke) return 0;
  if (text.replace(/\s+/g, '').length > mostWritten) return 0;
  return Math.max(1, text.match(/[\p{L}\p{N}_]/gu)?.length ?? 0);
}

/** Undefined where the second is not the next keystroke of the same run. */
function gapBetween(
  last: Watched['stroke'],
  next: { readonly atMs: number; readonly start: number },
  strokes: number,
): number | undefined {
  if (last === undefined || next.start < last.start || next.start > last.end + nearUnits) return undefined;
  const gap = next.atMs - last.atMs;
  return gap < longestGapMs ? gap / strokes : undefined;
}

function medianGap(gaps: readonly number[]): number | undefined {
  if (gaps.length < leastGaps) return undefined;
  const sorted = [...gaps].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  const lower = sorted[sorted.length - 1 - middle];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

const maxDocuments = 32;
const maxGaps = 8;
/** Fewer say nothing about a rhythm. */
const leastGaps = 3;
/** Whoever pauses for longer does not type. */
const longestGapMs = 2_000;
/** Nobody reads between keystrokes that follow each other faster. */
const fastMs = 200;
const deletingMs = 2_000;
/** Changes that editors join until they are asked something; more is an action of its own. */
const maxJoined = 32;
/** UTF-16 units of an edit above which it is an action of its own. */
const longestCompared = 2_000;
/** UTF-16 units of a line end with deep indentation. */
const longestStroke = 200;
/** Two brackets, a pair of quotes, a character outside the basic plane, a few letters told of at once. */
const mostWritten = 4;
/** Behind the closing bracket that was typed over. */
const nearUnits = 2;
