/** The file that tests go into. */
export interface TestPlace {
  /** Relative to the root. */
  readonly path: string;
  /** Whether the file is there already and holds the source's tests, or is the source itself. */
  readonly isThere: boolean;
  /** In part of a sentence: "beside src/add.ts, like src/sub.test.ts". */
  readonly why: string;
}
