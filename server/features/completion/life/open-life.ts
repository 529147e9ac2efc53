import { documentKey } from '../../../base/document-key.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { OfferedSuggestion } from './offered-suggestion.ts';
import type { RemainingText } from './remaining-text.ts';

/** The life of one suggestion as it stands; it may be offered under several ids, of which the last are known. */
export class OpenLife {
  readonly offer: OfferedSuggestion;
  readonly offeredAtMs: number;
  readonly key: string;
  document: TextDocument;
  remaining: RemainingText;
  /** What of it was offered last. */
  newest: OfferedSuggestion;
  shownAtMs: number | undefined;
  leftAtMs: number | undefined;
  acceptedLength = 0;
  /** How much of the text stood in the document when it was offered under this id, the oldest first. */
  readonly #lengths = new Map<string, number>();

  constructor(offer: OfferedSuggestion, remaining: RemainingText, offeredAtMs: number) {
    this.offer = offer;
    this.newest = offer;
    this.key = documentKey(offer.document.uri);
    this.document = offer.document;
    this.remaining = remaining;
    this.offeredAtMs = offeredAtMs;
    this.#lengths.set(offer.suggestion.id, 0);
  }

  /** The document has changed, and what remains with it. */
  goOn(document: TextDocument, remaining: RemainingText): void {
    this.document = document;
    this.remaining = remaining;
  }

  /** The id that is let go for the new one, where there are too many. */
  addOffer(offer: OfferedSuggestion, { end, rest }: RemainingText): string | undefined {
    this.newest = offer;
    this.remaining = { ...this.remaining, end, rest };
    const { id, text } = offer.suggestion;
    this.#lengths.set(id, Math.max(0, this.offer.suggestion.text.length - text.length));
    const [oldest] = this.#lengths.keys();
    if (this.#lengths.size <= mostIds || oldest === undefined) return undefined;
    this.#lengths.delete(oldest);
    return oldest;
  }

  ids(): readonly string[] {
    return [...this.#lengths.keys()];
  }

  lengthBefore(id: string): number {
    return this.#lengths.get(id) ?? 0;
  }
}

const mostIds = 100;
