/** How a model writes changes: blocks to search and replace, or the function anew. */
export const editFormats = ['search-replace', 'whole-function'] as const;

export type EditFormat = (typeof editFormats)[number];

/** What decides it where the settings say nothing. */
interface ModelSize {
  readonly windowTokens: number;
  /** It runs on this machine. */
  readonly isLocal: boolean;
}

/**
 * The format that a model is asked for by default. Small and local models keep the form of whole functions, and lose
 * that of blocks in one answer of four (Aider's polyglot results: 72 against 99.6 in 100 for Qwen2.5-Coder-32B).
 */
export function defaultEditFormat({ windowTokens, isLocal }: ModelSize): EditFormat {
  return isLocal || windowTokens < smallWindow ? 'whole-function' : 'search-replace';
}

const smallWindow = 32_768;
