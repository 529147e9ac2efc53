import { functionShapesOf } from './function-shapes.ts';
import type { GiveUp } from './grammar.ts';
import { outlineOf } from './outline.ts';
import { shapeCapturesOf } from './shape-captures.ts';
import type { SourceShape } from './source-shape.ts';
import { syntaxFaultsOf } from './syntax-faults.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** Reads all that actions and chat know of a text's syntax, as far as the language's queries tell it. */
export function sourceShapeOf(tree: SyntaxTree, giveUp: GiveUp): SourceShape {
  const outline = outlineOf(tree, giveUp);
  const captures = shapeCapturesOf(tree, giveUp);
  return {
    language: tree.grammar.language,
    outline,
    functions: functionShapesOf(tree.text, outline, captures),
    faults: syntaxFaultsOf(tree, giveUp),
  };
}
