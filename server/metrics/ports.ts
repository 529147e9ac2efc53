/** Where events are kept; all servers of one user write to it and read from it. */
export interface EventStore {
  /** Keeps one line, whole and behind those before it; the line has no line end. */
  append(line: string): Promise<void>;
  /** What anybody has added today since the last call. */
  readNew(): Promise<NewEvents>;
}

/** What was added to a day's events. */
export interface NewEvents {
  /** Whole lines only; the first call of a day gives them from the day's beginning. */
  readonly text: string;
  /** The text is the beginning of a day, so that what was summed before counts no more. */
  readonly isNewDay: boolean;
}

/** Tells texts apart without telling what they are: hashes with a key of the user's, which nobody else can try out. */
export interface KeyedHash {
  /** Undefined where no key can be kept. */
  of(text: string): Promise<string | undefined>;
}
