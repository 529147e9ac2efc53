/** Something that a file of the workspace defines, as the index knows it. */
export interface IndexedSymbol {
  readonly name: string;
  readonly kind: string;
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  /** Lines of the definition, counted from 0; `endLine` is the first line behind it. */
  readonly startLine: number;
  readonly endLine: number;
  /** The line that names it, without indentation. */
  readonly signature: string;
  readonly isExported: boolean;
  /** Name of the class or module around it. */
  readonly container: string | undefined;
}
