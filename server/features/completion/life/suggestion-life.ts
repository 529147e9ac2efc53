import type { Clock } from '../../../base/clock.ts';
import { documentKey } from '../../../base/document-key.ts';
import type { TextChange, TextDocument } from '../../../base/text-document.ts';
import type { OfferedSuggestion } from './offered-suggestion.ts';
import { OpenLife } from './open-life.ts';
import { isSameRest, type RemainingText, remainingAfterAll, remainingOf } from './remaining-text.ts';

/**
 * How a suggestion ended. `ignored`: it could be read, and something else was typed. `superseded`: nobody has judged
 * it. `partly-accepted`: a part was taken, whatever became of the rest.
 */
export type LifeEnd = 'accepted' | 'partly-accepted' | 'dismissed' | 'ignored' | 'superseded';

/** How that is known: `told` by the editor, or seen in what was typed and asked. */
export type EndReason =
  | 'told'
  | 'inserted'
  | 'typed'
  | 'typed-away'
  | 'newer'
  | 'elsewhere'
  | 'outdated'
  | 'closed'
  | 'forgotten';

/** `client`: the editor said so. `assumed`: it never says so, and ghost text was sent. */
type ShownBy = 'client' | 'assumed';

/** A suggestion whose life is over. */
export interface EndedLife {
  readonly offer: OfferedSuggestion;
  readonly how: LifeEnd;
  readonly reason: EndReason;
  /** The document when the suggestion was last in it; `offset` is where what remained of it would have begun. */
  readonly document: TextDocument;
  readonly offset: number;
  readonly rest: string;
  /** Undefined where it was never shown. */
  readonly shownBy: ShownBy | undefined;
  readonly shownMs: number;
  /** UTF-16 units of the suggestion that were taken by hand; what was typed along is not among them. */
  readonly acceptedLength: number;
}

export interface SuggestionLivesParts {
  readonly clock: Clock;
  readonly onOffered: (offer: OfferedSuggestion) => void;
  /** Called once at most, before `onEnd`; for what is assumed, right before it. */
  readonly onShown: (offer: OfferedSuggestion, by: ShownBy) => void;
  readonly onEnd: (ended: EndedLife) => void;
}

/**
 * What becomes of suggestions, from the offer to the end; one is open in a document, and typing along it keeps it so.
 * Invariant: every life that was offered ends exactly once, at `dispose` at the latest. Bounded.
 */
export class SuggestionLives {
  readonly #parts: SuggestionLivesParts;
  /** By the document's key, the oldest first. */
  readonly #open = new Map<string, OpenLife>();
  /** Typed away from by a change that may be an acceptance of which the editor has yet to tell. */
  readonly #leaving = new Set<OpenLife>();
  readonly #byId = new Map<string, OpenLife>();
  readonly #disposed = new AbortController();
  #clientTells = false;
  #last: OpenLife | undefined;

  constructor(parts: SuggestionLivesParts) {
    this.#parts = parts;
  }

  /** The suggestion that was shown last, as far as anybody knows. */
  get lastShown(): OfferedSuggestion | undefined {
    return this.#last?.newest;
  }

  /** An answer goes out; one with the text that is open at that place goes on with its life. */
  offered(offer: OfferedSuggestion): void {
    const key = documentKey(offer.document.uri);
    const open = this.#open.get(key);
    const remaining = remainingOf(offer);
    const isSame = open?.document.version === offer.document.version && isSameRest(open.remaining, remaining);
    if (open !== undefined && isSame) this.#goOn(open, offer, remaining);
    else this.#begin(key, offer, remaining);
  }

  /** The user is somewhere: what is open elsewhere is on no screen any more. */
  requested(document: TextDocument, offset: number): void {
    const key = documentKey(document.uri);
    for (const [openKey, life] of this.#open)
      if (openKey !== key || !holds(life.remaining, offset)) this.#end(life, 'superseded', 'elsewhere');
  }

  shown(id: string): void {
    const life = this.#byId.get(id);
    if (life === undefined) return;
    this.#clientTells = true;
    if (life.shownAtMs !== undefined) return;
    life.shownAtMs = this.#now();
    this.#last = life;
    this.#parts.onShown(life.offer, 'client');
  }

  /** `length` counts from the start of the text that was offered under this id. */
  partlyAccepted(id: string, length: number): void {
    const life = this.#byId.get(id);
    if (life === undefined || !(length > 0)) return;
    const whole = life.offer.suggestion.text.length;
    life.acceptedLength = Math.min(whole, Math.max(life.acceptedLength, life.lengthBefore(id) + length));
    if (life.acceptedLength === whole) this.accepted(id);
  }

  accepted(id: string): void {
    const life = this.#byId.get(id);
    if (life !== undefined) this.#end(life, 'accepted', 'told');
  }

  dismissed(id: string): void {
    const life = this.#byId.get(id);
    if (life !== undefined) this.#end(life, 'dismissed', 'told');
  }

  documentChanged(before: TextDocument, after: TextDocument, changes: readonly TextChange[]): void {
    const life = this.#open.get(documentKey(before.uri));
    if (life === undefined) return;
    if (life.document.version !== before.version) {
      this.#end(life, 'superseded', 'outdated');
      return;
    }
    const remaining = remainingAfterAll(life.remaining, changes, before.text);
    if (remaining === undefined) this.#leave(life, changes);
    else if (remaining.rest === '')
      this.#end(life, 'accepted', life.remaining.rest.length > 1 ? 'inserted' : 'typed');
    else life.goOn(after, remaining);
  }

  documentClosed(uri: string): void {
    const life = this.#open.get(documentKey(uri));
    if (life !== undefined) this.#end(life, 'superseded', 'closed');
  }

  /** Ends what is still open. */
  dispose(): void {
    this.#disposed.abort();
    for (const life of this.#leaving) this.#end(life, 'superseded', 'typed-away');
    for (const life of this.#open.values()) this.#end(life, 'superseded', 'closed');
  }

  #begin(key: string, offer: OfferedSuggestion, remaining: RemainingText): void {
    const before = this.#open.get(key);
    if (before !== undefined) this.#end(before, 'superseded', 'newer');
    // An id that comes again is another suggestion's.
    const namesake = this.#byId.get(offer.suggestion.id);
    if (namesake !== undefined) this.#end(namesake, 'superseded', 'forgotten');
    const life = new OpenLife(offer, remaining, this.#now());
    this.#open.set(key, life);
    this.#byId.set(offer.suggestion.id, life);
    if (!this.#clientTells) this.#last = life;
    this.#parts.onOffered(offer);
    const [oldest] = this.#open.values();
    if (this.#open.size > mostOpen && oldest !== undefined) this.#end(oldest, 'superseded', 'forgotten');
  }

  #goOn(life: OpenLife, offer: OfferedSuggestion, remaining: RemainingText): void {
    const forgotten = life.addOffer(offer, remaining);
    if (forgotten !== undefined) this.#byId.delete(forgotten);
    this.#byId.set(offer.suggestion.id, life);
  }

  /** A single character is no acceptance; of anything longer the editor may still say that it is one. */
  #leave(life: OpenLife, changes: readonly TextChange[]): void {
    if (!changes.some(({ text }) => text.length > 1)) {
      this.#end(life, 'superseded', 'typed-away');
      return;
    }
    this.#open.delete(life.key);
    this.#leaving.add(life);
    life.leftAtMs = this.#now();
    const [oldest] = this.#leaving;
    if (this.#leaving.size > mostLeaving && oldest !== undefined)
      this.#end(oldest, 'superseded', 'typed-away');
    this.#parts.clock.sleep(graceMs, this.#disposed.signal).then(
      () => this.#leaving.has(life) && this.#end(life, 'superseded', 'typed-away'),
      () => undefined,
    );
  }

  #end(life: OpenLife, how: LifeEnd, reason: EndReason): void {
    if (this.#open.get(life.key) === life) this.#open.delete(life.key);
    this.#leaving.delete(life);
    for (const id of life.ids()) if (this.#byId.get(id) === life) this.#byId.delete(id);
    const { offer, document, remaining, acceptedLength } = life;
    const { shownBy, shownMs } = this.#showing(life);
    if (shownBy === 'assumed') this.#parts.onShown(offer, shownBy);
    this.#parts.onEnd({
      ...{ offer, document, shownBy, shownMs, reason },
      how: judged({ how, reason, shownMs, acceptedLength }),
      offset: remaining.start,
      rest: remaining.rest,
      acceptedLength: how === 'accepted' ? offer.suggestion.text.length : acceptedLength,
    });
  }

  #showing({ offer, shownAtMs, offeredAtMs, leftAtMs }: OpenLife): Pick<EndedLife, 'shownBy' | 'shownMs'> {
    const until = leftAtMs ?? this.#now();
    if (shownAtMs !== undefined) return { shownBy: 'client', shownMs: Math.max(0, until - shownAtMs) };
    if (this.#clientTells || offer.surface === 'popup') return { shownBy: undefined, shownMs: 0 };
    return { shownBy: 'assumed', shownMs: until - offeredAtMs };
  }

  #now(): number {
    return this.#parts.clock.monotonicMs();
  }
}

function holds({ start, end }: RemainingText, offset: number): boolean {
  return start <= offset && offset <= end;
}

function judged({
  how,
  reason,
  shownMs,
  acceptedLength,
}: Pick<EndedLife, 'how' | 'reason' | 'shownMs' | 'acceptedLength'>): LifeEnd {
  if (how === 'accepted') return how;
  if (acceptedLength > 0) return 'partly-accepted';
  return reason === 'typed-away' && shownMs >= readableMs ? 'ignored' : how;
}

/** What was visible for so long was read. */
const readableMs = 750;
/** Editors tell of an acceptance right after they have inserted the text. */
const graceMs = 1_000;
const mostOpen = 100;
const mostLeaving = 8;
