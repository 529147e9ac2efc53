import { type Language, Parser, Query, type QueryMatch, type Tree } from 'web-tree-sitter';

import type { Clock } from '../base/clock.ts';
import { runGuarded } from './runtime.ts';

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
 * Invariant: what took part in a parse that trapped is never touched again, not even to free it, because its memory
 * may be half changed. After a few such texts the grammar parses nothing any more, so that they cannot fill memory.
 */
export class Grammar {
  readonly language: string;
  readonly #grammar: Language;
  readonly #queries: Readonly<Record<keyof QueryTexts, Query>>;
  readonly #abandoned = new Set<Parser | Tree>();
  #parser: Parser;

  /** Throws when a query does not fit the grammar. */
  constructor(language: string, grammar: Language, texts: QueryTexts) {
    this.language = language;
    this.#grammar = grammar;
    this.#queries = { tags: new Query(grammar, texts.tags), scopes: new Query(grammar, texts.scopes) };
    this.#parser = new Parser().setLanguage(grammar);
  }

  /** The caller frees the tree; `undefined` when the text is too long, traps, or `giveUp` says so. */
  parse(text: string, before: Tree | undefined, giveUp: GiveUp): Tree | undefined {
    if (text.length > maxCharacters || this.#abandoned.size >= maxAbandoned) return undefined;
    const progressCallback = () => giveUp();
    const tree = runGuarded(() => this.#parser.parse(text, before, { progressCallback }));
    if (tree === undefined) this.#abandon(before);
    // Otherwise the next parse would go on with this text.
    else if (tree === null) this.#parser.reset();
    return tree ?? undefined;
  }

  free(tree: Tree): void {
    if (!this.#abandoned.has(tree)) runGuarded(() => tree.delete());
  }

  /** What a query finds in a tree, or nothing at all when it is given up. */
  matches(query: keyof QueryTexts, tree: Tree, giveUp: GiveUp): readonly QueryMatch[] {
    let isOver = false;
    const progressCallback = () => {
      isOver ||= giveUp();
      return isOver;
    };
    const options = { progressCallback, matchLimit };
    const found = runGuarded(() => this.#queries[query].matches(tree.rootNode, options));
    return found === undefined || isOver ? [] : found;
  }

  #abandon(before: Tree | undefined): void {
    // The library frees what is no longer reachable, so these must stay.
    this.#abandoned.add(this.#parser);
    if (before !== undefined) this.#abandoned.add(before);
    this.#parser = new Parser().setLanguage(this.#grammar);
  }
}

/** Parsers and trees; far more than any honest workspace needs. */
const maxAbandoned = 20;

/** UTF-16 units; a parse of so much takes about half a second. */
const maxCharacters = 2 * 1024 * 1024;

/** Matches that a query follows at a time: enough for any real file, and a bound for the others. */
const matchLimit = 16_384;
