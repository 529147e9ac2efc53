import { type Language, Parser, Query, type QueryMatch, type Tree } from 'web-tree-sitter';

import type { Clock } from '../base/clock.ts';

/** Says when a parse or a query has to end without a result; asked again and again while it runs. */
export type GiveUp = () => boolean;

/** Ends work that takes longer than `timeoutMs` from now. */
export function giveUpAfter(timeoutMs: number, clock: Clock): GiveUp {
  const end = clock.monotonicMs() + timeoutMs;
  return () => clock.monotonicMs() > end;
}

/** The text of a language's queries. */
export interface QueryTexts {
  readonly tags: string;
  /** Empty where we have none. */
  readonly scopes: string;
}

/**
 * One language's parser and our queries on its trees.
 *
 * Invariant: after a parse that failed or was given up, the parser is another one, so nothing of that text remains.
 */
export class Grammar {
  readonly language: string;
  readonly #grammar: Language;
  readonly #queries: Readonly<Record<keyof QueryTexts, Query>>;
  #parser: Parser;

  /** Throws when a query does not fit the grammar. */
  constructor(language: string, grammar: Language, texts: QueryTexts) {
    this.language = language;
    this.#grammar = grammar;
    this.#queries = { tags: new Query(grammar, texts.tags), scopes: new Query(grammar, texts.scopes) };
    this.#parser = new Parser().setLanguage(grammar);
  }

  /** The caller deletes the tree; `undefined` when the text is too long or `giveUp` says so. */
  parse(text: string, before: Tree | undefined, giveUp: GiveUp): Tree | undefined {
    if (text.length > maxCharacters) return undefined;
    const tree = this.#tryToParse(text, before, giveUp);
    if (tree === undefined) this.#renewParser();
    return tree;
  }

  /** What a query finds in a tree, or nothing at all when it is given up. */
  matches(query: keyof QueryTexts, tree: Tree, giveUp: GiveUp): readonly QueryMatch[] {
    let isOver = false;
    const progressCallback = () => {
      isOver ||= giveUp();
      return isOver;
    };
    const found = this.#queries[query].matches(tree.rootNode, { progressCallback, matchLimit });
    return isOver ? [] : found;
  }

  #tryToParse(text: string, before: Tree | undefined, giveUp: GiveUp): Tree | undefined {
    try {
      return this.#parser.parse(text, before, { progressCallback: () => giveUp() }) ?? undefined;
    } catch {
      // A scanner of a grammar can trap on a text; that costs this text only.
      return undefined;
    }
  }

  #renewParser(): void {
    this.#parser.delete();
    this.#parser = new Parser().setLanguage(this.#grammar);
  }
}

/** UTF-16 units; a parse of so much takes about half a second. */
const maxCharacters = 2 * 1024 * 1024;

/** Matches that a query follows at a time: enough for any real file, and a bound for the others. */
const matchLimit = 16_384;
