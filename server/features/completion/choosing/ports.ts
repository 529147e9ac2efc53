import type { TextDocument } from '../../../base/text-document.ts';
import type { SyntaxVerdict } from '../../../syntax/syntax-verdict.ts';

/** Tells what texts would do to the syntax at the cursor. */
export interface SyntaxChecker {
  /** One verdict for each text, in their order; rejects with the signal's reason alone. */
  verdicts(
    document: TextDocument,
    offset: number,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly SyntaxVerdict[]>;
}

/** Tells which names the workspace defines. */
export interface NameIndex {
  /** Those of `names` that are defined somewhere. */
  known(names: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>>;
}
