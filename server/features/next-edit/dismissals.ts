import type { Clock } from '../../base/clock.ts';
import { documentKey } from '../../base/document-key.ts';
import type { TextChange } from '../../base/text-document.ts';
import type { EditPlace, SuggestedEdit } from './suggested-edit.ts';

/**
 * What a person did not want: it was shown for a while, and they typed elsewhere. It is not offered again at that
 * place, and after two such places nowhere in this session.
 */
export class Dismissals {
  readonly #clock: Clock;
  /** The one that is on screen, since when. */
  #shown: { readonly edit: SuggestedEdit; readonly sinceMs: number } | undefined;
  /** By what was to be changed into what: the texts of the places. */
  readonly #dismissed = new Map<string, Set<string>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  shown(edit: SuggestedEdit): void {
    if (this.#shown?.edit.id !== edit.id) this.#shown = { edit, sinceMs: this.#clock.monotonicMs() };
  }

  accepted(id: string): void {
    if (this.#shown?.edit.id === id) this.#shown = undefined;
  }

  dismissed(edit: EditPlace): void {
    const places = this.#dismissed.get(subjectOf(edit)) ?? new Set();
    this.#dismissed.delete(subjectOf(edit));
    this.#dismissed.set(subjectOf(edit), places.add(placeOf(edit)));
    for (const oldest of this.#dismissed.keys()) {
      if (this.#dismissed.size <= mostDismissed) break;
      this.#dismissed.delete(oldest);
    }
  }

  /** Typing at the place itself is taking it, or doing it by hand; typing elsewhere is an answer, too. */
  documentChanged(uri: string, changes: readonly TextChange[]): void {
    const shown = this.#shown;
    if (shown === undefined) return;
    this.#shown = undefined;
    const { edit, sinceMs } = shown;
    const isThere =
      documentKey(uri) === documentKey(edit.uri) &&
      changes.some(({ start, end }) => start <= edit.range.end && edit.range.start <= end);
    if (!isThere && this.#clock.monotonicMs() - sinceMs >= seenMs) this.dismissed(edit);
  }

  has(edit: EditPlace): boolean {
    const places = this.#dismissed.get(subjectOf(edit));
    return places !== undefined && (places.size >= enoughPlaces || places.has(placeOf(edit)));
  }
}

function subjectOf({ replaced, text }: EditPlace): string {
  return `${replaced}\0${text}`;
}

/** Offsets move with every keystroke above, so a little of the place's own text stands for it. */
function placeOf({ uri, surrounding }: EditPlace): string {
  return `${documentKey(uri)}\0${surrounding}`;
}

const seenMs = 750;
const enoughPlaces = 2;
const mostDismissed = 200;
