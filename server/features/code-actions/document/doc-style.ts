import type { DocFacts } from './doc-facts.ts';
import type { DocInsertion } from './tag-style.ts';

/** How a language marks documentation as a comment. */
export type CommentForm =
  /** `/** … *\/`, above the function. */
  | { readonly kind: 'block' }
  /** Lines with a mark each, above the function. */
  | { readonly kind: 'line'; readonly mark: string }
  /** A string that stands first in the body. */
  | { readonly kind: 'docstring'; readonly quotes: string };

/** A way to write documentation; lines are without the marks of the comment. */
export interface DocStyle {
  /** As people call it. */
  readonly name: string;
  readonly form: CommentForm;
  readonly lines: (facts: DocFacts) => readonly string[];
  /** What documentation that is there does not speak of yet. */
  readonly insertions: (lines: readonly string[], facts: DocFacts) => readonly DocInsertion[];
}
