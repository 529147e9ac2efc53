/** What the index keeps of one file beside its terms. */
export interface IndexedFile {
  /** Relative to its root, with `/`. */
  readonly path: string;
  /** Bytes on disk. */
  readonly size: number;
  /** Of the file that was read; empty for the text of an open document, which no file on disk equals. */
  readonly stamp: string;
  readonly hash: string;
  /** As `grammars/languages.json` names it; empty without a grammar. */
  readonly language: string;
  /** Whether git tracks it; undefined where there is no repository. */
  readonly isTracked: boolean | undefined;
  readonly definitions: number;
  /** An encoded `FileRecord`. */
  readonly record: Uint8Array;
}
