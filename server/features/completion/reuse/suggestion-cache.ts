import { LRUCache } from 'lru-cache';

import type { Clock } from '../../../base/clock.ts';
import { documentKey } from '../../../base/document-key.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { Candidate } from '../choosing/candidate.ts';
import type { SilenceReason } from '../silence-reason.ts';
import { ownCopy } from './own-copy.ts';
import { closersBefore, restOf, withPlainLineEnds } from './typed-along.ts';
import { hashOf, WindowHashes, windowUnits } from './window-hashes.ts';

/** A place in a document, and everything else that a suggestion depends on. */
export interface CachePlace {
  readonly document: TextDocument;
  readonly offset: number;
  /** Models, profile, settings and the version of the policy, as one text. */
  readonly scope: string;
}

/** What is known of a place: what is left of a suggested text, with `\n` line ends, or why there is none. */
export type CachedSuggestion =
  | {
      readonly kind: 'text';
      readonly candidate: Candidate;
      /** Nothing of it stands in the document yet. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'silence'; readonly reason: SilenceReason };

/** What a place is known by: the same text around the cursor, wherever in the document that lies by now. */
interface Surroundings {
  readonly document: string;
  readonly scope: string;
  readonly before: string;
  readonly behind: { readonly text: string; readonly isEnd: boolean };
}

interface Kept {
  readonly around: Surroundings;
  /** With `\n` line ends. */
  readonly candidate: Candidate;
  /** What was kept later has a higher one. */
  readonly turn: number;
}

interface KeptSilence {
  readonly around: Surroundings;
  readonly reason: SilenceReason;
  readonly untilMs: number;
  readonly turn: number;
}

/**
 * Suggestions that were made before, for the place where they were made and for all those that the user comes to by
 * typing them: going on along a text, accepting a part of it, and going back need no new question.
 *
 * A place is looked for by the hash of the text before it, for each number of units that may have been typed since;
 * what is found is compared unit by unit, so that nothing is ever offered for a place that only has the same hash.
 * Invariant: bounded by entries and by UTF-16 units; a lookup costs time in the longest text kept, never in the
 * document's.
 */
export class SuggestionCache {
  readonly #clock: Clock;
  readonly #texts = new LRUCache<number, Kept>({
    max: maxTexts,
    maxSize: maxUnits,
    sizeCalculation: unitsOf,
  });
  readonly #silences = new LRUCache<number, KeptSilence>({ max: maxSilences });
  /** UTF-16 units of the longest text kept since the cache was empty, as a document with `\r\n` has it. */
  #longest = 0;
  #turns = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is left to write at this place of a text kept for it, or for one that the user came from. */
  find(place: CachePlace): CachedSuggestion | undefined {
    const { document, offset } = place;
    const hashes = new WindowHashes(document.text, offset, this.#longest);
    const seed = seedOf(place);
    const silence = this.#silenceAt(keyOf(hashes.at(offset), seed), place);
    const least = Math.max(0, offset - this.#longest);
    for (let origin = offset; origin >= least; origin--) {
      const key = keyOf(hashes.at(origin), seed);
      const kept = this.#texts.peek(key);
      const rest = kept === undefined ? undefined : restAt(kept, place, origin);
      if (kept === undefined || rest === undefined) continue;
      // What became known last holds.
      if (silence !== undefined && silence.turn > kept.turn) break;
      this.#texts.get(key);
      const isWhole = rest === kept.candidate.text;
      return { kind: 'text', candidate: { ...kept.candidate, text: rest }, isWhole };
    }
    return silence === undefined ? undefined : { kind: 'silence', reason: silence.reason };
  }

  /** The newest text for a place replaces the one that was kept for it, and a silence. */
  keep(place: CachePlace, value: Candidate): void {
    const text = withPlainLineEnds(value.text);
    if (text === '' || text.length > maxTextUnits) return;
    const around = surroundingsOf(place);
    const key = keyOf(hashOf(around.before), seedOf(place));
    this.#silences.delete(key);
    this.#texts.set(key, { around, candidate: { ...value, text: ownCopy(text) }, turn: this.#nextTurn() });
    this.#longest = Math.max(this.#longest, text.replaceAll('\n', '\r\n').length);
  }

  /** For ten seconds the same place is known to have no suggestion. */
  keepSilence(place: CachePlace, reason: SilenceReason): void {
    const around = surroundingsOf(place);
    const untilMs = this.#clock.monotonicMs() + silenceMs;
    const key = keyOf(hashOf(around.before), seedOf(place));
    this.#silences.set(key, { around, reason, untilMs, turn: this.#nextTurn() });
  }

  clear(): void {
    this.#texts.clear();
    this.#silences.clear();
    this.#longest = 0;
  }

  #nextTurn(): number {
    this.#turns += 1;
    return this.#turns;
  }

  #silenceAt(key: number, place: CachePlace): KeptSilence | undefined {
    const kept = this.#silences.peek(key);
    if (kept === undefined || this.#clock.monotonicMs() >= kept.untilMs) return undefined;
    return closersAt(kept.around, place, place.offset) === '' ? kept : undefined;
  }
}

function restAt({ around, candidate }: Kept, place: CachePlace, origin: number): string | undefined {
  const closers = closersAt(around, place, origin);
  const typed = place.document.text.slice(origin, place.offset);
  return closers === undefined ? undefined : restOf(candidate.text, { typed, closers });
}

/** The closers behind the cursor, if `origin` has the surroundings that are looked for; undefined otherwise. */
function closersAt(around: Surroundings, place: CachePlace, origin: number): string | undefined {
  const { document, offset, scope } = place;
  const { text } = document;
  if (scope !== around.scope || documentKey(document.uri) !== around.document) return undefined;
  if (text.slice(Math.max(0, origin - windowUnits), origin) !== around.before) return undefined;
  return closersBefore(around.behind, { text, offset });
}

function surroundingsOf({ document, offset, scope }: CachePlace): Surroundings {
  const { text, uri } = document;
  const isEnd = text.length <= offset + behindUnits;
  return {
    document: documentKey(uri),
    scope,
    before: ownCopy(text.slice(Math.max(0, offset - windowUnits), offset)),
    behind: { text: ownCopy(text.slice(offset, offset + behindUnits)), isEnd },
  };
}

function seedOf({ document, scope }: CachePlace): number {
  return hashOf(`${documentKey(document.uri)}\n${scope}`);
}

function keyOf(hash: number, seed: number): number {
  return (hash ^ seed) >>> 0;
}

function unitsOf({ around, candidate }: Kept): number {
  const { document, scope, before, behind } = around;
  const texts = [document, scope, before, behind.text, candidate.text, candidate.explanation];
  return texts.reduce((sum, { length }) => sum + length, 0);
}

const maxTexts = 500;
/** About a thousand units for each text, 1 MB in all. */
const maxUnits = 500_000;
const maxSilences = 200;
/** More than anybody reads as one suggestion. */
const maxTextUnits = 4_000;
const silenceMs = 10_000;
/**
 * UTF-16 units behind the cursor that decide a suggestion: about the four lines that it must not repeat. What lies
 * further down hardly changes an answer, and is often under way itself.
 */
const behindUnits = 150;
