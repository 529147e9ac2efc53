import type { Grammar } from '../../../server/syntax/grammar.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../../server/syntax/languages.ts';
import { type Outline, outlineOf } from '../../../server/syntax/outline.ts';
import { withTree } from '../../../server/syntax/syntax-tree.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

/** Outlines of files as the server makes them. Invariant: a file whose parse traps ends the evaluation. */
export class SourceOutlines {
  readonly #registry = new GrammarRegistry(installedGrammars());
  readonly #grammars = new Map<string, Grammar>();

  /** Loads the grammars of these files, so that their outlines can be asked for. */
  async prepare(paths: Iterable<string>): Promise<void> {
    const languages = new Set(Array.from(paths, (path) => languageOf(path) ?? ''));
    for (const language of languages) {
      const grammar = await this.#registry.grammarOf(language);
      if (grammar !== undefined) this.#grammars.set(language, grammar);
    }
  }

  /** Undefined where the language has no grammar or the text is too large for it. */
  of(path: string, text: string): Outline | undefined {
    const grammar = this.#grammars.get(languageOf(path) ?? '');
    const outline = grammar && withTree(grammar, text, never, (tree) => outlineOf(tree, never));
    if (this.#registry.isSpoiled) throw new Error(`tree-sitter trapped in ${path}: nothing after it counts`);
    return outline;
  }
}

const never = () => false;
