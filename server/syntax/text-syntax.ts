import type { Clock } from '../base/clock.ts';
import { type GiveUp, giveUpAfter } from './grammar.ts';
import type { GrammarRegistry } from './grammar-registry.ts';
import { languageOf } from './languages.ts';
import { outlineOf } from './outline.ts';
import type { SourceShape } from './source-shape.ts';
import { sourceShapeOf } from './source-shape-of.ts';
import { type SyntaxTree, withTree } from './syntax-tree.ts';
import { type VisibleName, visibleNames } from './visible-names.ts';

/** A text and what tells its language; the path may be a URI. */
interface NamedText {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

interface TextSyntaxParts {
  readonly registry: GrammarRegistry;
  readonly clock: Clock;
  /** For a parse and its queries together. */
  readonly timeoutMs: number;
  /** Hears of a text on which tree-sitter trapped: from then on nothing is read any more in this thread. */
  readonly onTrap: (path: string) => void;
}

/** Reads single texts by their syntax, each in bounded time, in this thread. */
export class TextSyntax {
  readonly #parts: TextSyntaxParts;

  constructor(parts: TextSyntaxParts) {
    this.#parts = parts;
  }

  /** Undefined without a grammar, and for a text that cannot be read in time or at all. */
  shapeOf(source: NamedText): Promise<SourceShape | undefined> {
    return this.#read(source, sourceShapeOf);
  }

  async namesAt(source: NamedText, offset: number): Promise<readonly VisibleName[]> {
    const read = (tree: SyntaxTree, giveUp: GiveUp) =>
      visibleNames(tree, outlineOf(tree, giveUp), offset, giveUp);
    return (await this.#read(source, read)) ?? [];
  }

  async #read<Result>(
    { path, languageId, text }: NamedText,
    read: (tree: SyntaxTree, giveUp: GiveUp) => Result,
  ): Promise<Result | undefined> {
    const { registry, clock, timeoutMs, onTrap } = this.#parts;
    const language = languageOf(path, languageId);
    const grammar = language === undefined ? undefined : await registry.grammarOf(language);
    // Whoever made it trap while the grammar was loaded, it was not this text.
    if (grammar === undefined || registry.isSpoiled) return undefined;
    grammar.prepare();
    const isLate = giveUpAfter(timeoutMs, clock);
    let isGivenUp = false;
    const giveUp = () => {
      isGivenUp ||= isLate();
      return isGivenUp;
    };
    const result = withTree(grammar, text, giveUp, (tree) => read(tree, giveUp));
    if (registry.isSpoiled) onTrap(path);
    // What was given up halfway tells half of the text.
    return isGivenUp || registry.isSpoiled ? undefined : result;
  }
}
