/** What may be read for context, imitated or sent; asked before any byte of a file is read. */
export interface Policy {
  /** The rule that excludes the file (for "why"), or undefined. `path` is relative to its root, with `/`. */
  exclusionOf(path: string): string | undefined;
}

/** Whether the person has said that the workspace's own settings may do more than tighten. */
export interface WorkspaceTrust {
  isTrusted(rootUri: string): boolean;
}
