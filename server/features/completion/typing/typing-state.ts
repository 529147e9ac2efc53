/** How the user types in a document, as far as its last changes tell. */
export interface TypingState {
  /** Milliseconds between keystrokes, the median of the last ones; undefined where too few are known. */
  readonly gapMs: number | undefined;
  /** Milliseconds since the document was changed; undefined where it was not. */
  readonly sinceMs: number | undefined;
  /** The last change took text away and put none. */
  readonly isDeleting: boolean;
  /** Keystrokes follow each other faster than anybody reads. */
  readonly isFast: boolean;
  /** Texts that the user took away at this place lately, the newest first. */
  readonly removed: readonly string[];
}

/** Of a document in which nobody has typed yet. */
export const stillTyping: TypingState = {
  gapMs: undefined,
  sinceMs: undefined,
  isDeleting: false,
  isFast: false,
  removed: [],
};
