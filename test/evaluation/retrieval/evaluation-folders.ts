/** Where cases and histories lie, and which repositories are asked about. */
export interface EvaluationFolders {
  readonly shared: string;
  readonly histories: string;
  readonly wants: (repository: string) => boolean;
  /** Whether some are left out; then nothing is written to files. */
  readonly isPartial: boolean;
}
