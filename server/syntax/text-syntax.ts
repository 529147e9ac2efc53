import type { Clock } from '../base/clock.ts';
import { type GiveUp, giveUpAfter } from './grammar.ts';
import type { GrammarRegistry } from './grammar-registry.ts';
import { languageOf } from './languages.ts';
import { outlineOf } from './outline.ts';
import type { SourceShape } from './source-shape.ts';
import { sourceShapeOf } from './source-shape-of.ts';
import { type SyntaxTree, withTree } from './syntax-tree.ts';
import { type SyntaxVerdict, syntaxVerdicts } from './syntax-verdict.ts';
import type { SyntaxWindow } from './syntax-window.ts';
import { type VisibleName, visibleNames } from './visible-names.ts';

/** A text and what tells its language; the path may be a URI. */
interface NamedText {
  readonly path: string;
  readonly languageId: string;
  readonly text: string;
}

/** Texts that may be put at the cursor between `before` and `behind`, see `syntaxWindow`. */
export interface VerdictQuestion extends SyntaxWindow {
  readonly path: string;
  readonly languageId: string;
  readonly texts: readonly string[];
}

interface TextSyntaxParts {
  readonly registry: GrammarRegistry;
  readonly clock: Clock;
  /** For a parse and its queries together. */
  readonly timeoutMs: number;
  /** For all verdicts of a question together; by default as long as whoever types can wait for them. */
  readonly verdictTimeoutMs?: number;
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

  /** One for each text; all are `unknown` without a grammar and for a window that cannot be read in time or at all. */
  async verdictsOf(question: VerdictQuestion): Promise<readonly SyntaxVerdict[]> {
    const source = { ...question, text: question.before + question.behind };
    const read = (tree: SyntaxTree, giveUp: GiveUp) => syntaxVerdicts(tree, question, giveUp);
    // Those that were judged in time are worth telling.
    const { verdictTimeoutMs = usualVerdictMs } = this.#parts;
    const known = await this.#readWithin(verdictTimeoutMs, source, read);
    return known?.result ?? question.texts.map(() => 'unknown');
  }

  async #read<Result>(
    source: NamedText,
    read: (tree: SyntaxTree, giveUp: GiveUp) => Result,
  ): Promise<Result | undefined> {
    const known = await this.#readWithin(this.#parts.timeoutMs, source, read);
    // What was given up halfway tells half of the text.
    return known?.isGivenUp === false ? known.result : undefined;
  }

  async #readWithin<Result>(
    timeoutMs: number,
    { path, languageId, text }: NamedText,
    read: (tree: SyntaxTree, giveUp: GiveUp) => Result,
  ): Promise<{ readonly result: Result | undefined; readonly isGivenUp: boolean } | undefined> {
    const { registry, clock, onTrap } = this.#parts;
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
    if (!registry.isSpoiled) return { result, isGivenUp };
    onTrap(path);
    return undefined;
  }
}

/** Whoever asks gives up then, and the thread is wanted for other questions. */
const usualVerdictMs = 15;
