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
  /** What functions look like inside; empty where we have none. */
  readonly shape: string;
}

/** What a tree can be asked: the language's own queries, and where the parser could not read the text. */
export type QueryName = keyof QueryTexts | 'faults';

/** One language's parser and our queries on its trees. */
export class Grammar {
  readonly language: string;
  readonly #grammar: Language;
  readonly #texts: Readonly<Record<QueryName, string>>;
  readonly #queries = new Map<QueryName, Query>();
  readonly #unfreed: Tree[] = [];
  #parser: Parser;

  /** Throws when a query that indexing needs does not fit the grammar. */
  constructor(language: string, grammar: Language, texts: QueryTexts) {
    this.language = language;
    this.#grammar = grammar;
    this.#texts = { ...texts, faults };
    this.#queryOf('tags');
    this.#queryOf('scopes');
    this.#parser = new Parser().setLanguage(grammar);
  }

  /** Reads the queries that are read on first need, so that no text has to pay for it. */
  prepare(): void {
    this.#queryOf('shape');
    this.#queryOf('faults');
  }

  /** The caller frees the tree; `undefined` when the text is too long or too deep, or `giveUp` says so. */
  parse(text: string, before: Tree | undefined, giveUp: GiveUp): Tree | undefined {
    if (text.length > maxCharacters || nestsDeeper(text, maxDepth)) return undefined;
    const progressCallback = () => giveUp();
    const tree = runGuarded(() => this.#parser.parse(text, before, { progressCallback }));
    // Otherwise the next parse would go on with this text.
    if (tree === null) runGuarded(() => this.#parser.reset());
    return tree ?? undefined;
  }

  free(tree: Tree): void {
    // The library frees what nobody holds any more, and after a trap that would throw where nobody catches it.
    if (runGuarded(() => [tree.delete()]) === undefined) this.#unfreed.push(tree);
  }

  /** What a query finds in a tree, or nothing at all when it is given up. */
  matches(query: QueryName, tree: Tree, giveUp: GiveUp): readonly QueryMatch[] {
    let isOver = false;
    const progressCallback = () => {
      isOver ||= giveUp();
      return isOver;
    };
    const options = { progressCallback, matchLimit };
    const asked = this.#queryOf(query);
    const found = runGuarded(() => asked.matches(tree.rootNode, options));
    return found === undefined || isOver ? [] : found;
  }

  /** Reading a query takes some milliseconds, and most files are never asked for their shape. */
  #queryOf(name: QueryName): Query {
    const query = this.#queries.get(name) ?? new Query(this.#grammar, this.#texts[name]);
    this.#queries.set(name, query);
    return query;
  }
}

/** Whether so many brackets are open at one place; brackets in strings count too, which no honest text has in such numbers. */
function nestsDeeper(text: string, most: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 40 || unit === 91 || unit === 123) {
      depth += 1;
      if (depth > most) return true;
    } else if ((unit === 41 || unit === 93 || unit === 125) && depth > 0) depth -= 1;
  }
  return false;
}

const faults = '(ERROR) @error (MISSING) @missing';

/** A third of what traps in the grammar that bears least (Go's, with 1 MB of native stack). */
const maxDepth = 1_000;

/** UTF-16 units; a parse of so much takes about half a second. */
const maxCharacters = 2 * 1024 * 1024;

/** Matches that a query follows at a time: enough for any real file, and a bound for the others. */
const matchLimit = 16_384;
