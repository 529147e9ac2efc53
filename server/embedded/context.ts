/** What stands around the cursor, in tokens of the vocabulary; grows while a suggestion is made. */
export interface Context {
  /** Tokens before the cursor, the nearest last; at most `contextLength` and what was suggested so far. */
  readonly history: number[];
  /** The first tokens of the next line with text, without its line start. */
  readonly below: readonly number[];
  /** The tokens of the last line with text, without its line start. */
  readonly above: readonly number[];
}

/** Tokens before the cursor that prediction looks at. */
export const contextLength = 24;

/** Tokens of the line below that are compared. */
export const belowLength = 3;

/** The cursor as lookups need it. */
export interface CursorPlace {
  readonly line: number;
  /** Tokens of the cursor's line that stand before the cursor, the line start included. */
  readonly tokensBefore: number;
}
