/** One source file as the corpus takes it in. */
export interface CorpusFile {
  /** Workspace-relative path with `/`, or an absolute path for a dependency's declarations. */
  readonly path: string;
  readonly text: string;
}
