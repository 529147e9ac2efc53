import { Edit, type QueryMatch, type Tree } from 'web-tree-sitter';

import type { TextChange } from '../base/text-document.ts';
import type { GiveUp, Grammar, QueryName } from './grammar.ts';
import { runGuarded } from './runtime.ts';

/** Parses, lets `use` look at the tree, and frees it; `undefined` when there is no tree. */
export function withTree<Result>(
  grammar: Grammar,
  text: string,
  giveUp: GiveUp,
  use: (tree: SyntaxTree) => Result,
): Result | undefined {
  const tree = new SyntaxTree(grammar);
  try {
    return tree.parse(text, giveUp) ? use(tree) : undefined;
  } finally {
    tree.release();
  }
}

/**
 * The tree of one document over its edits. Bad code gives a tree with errors in it, never an error.
 *
 * Invariant: the tree describes exactly `text`, or there is none. It lies in memory that no collector frees: whoever
 * made it releases it.
 */
export class SyntaxTree {
  readonly grammar: Grammar;
  #text = '';
  #tree: Tree | undefined;

  constructor(grammar: Grammar) {
    this.grammar = grammar;
  }

  /** What the tree describes; empty without a tree. */
  get text(): string {
    return this.#text;
  }

  /** Reads a whole text; says whether there is a tree now. */
  parse(text: string, giveUp: GiveUp): boolean {
    const tree = this.grammar.parse(text, undefined, giveUp);
    this.#replace(tree, text);
    return tree !== undefined;
  }

  /** Follows edits, each on the text that the one before left; says whether there is a tree now. */
  reparse(changes: readonly TextChange[], giveUp: GiveUp): boolean {
    const before = this.#tree;
    if (before === undefined) return false;
    let text = this.#text;
    for (const change of changes) {
      const after = text.slice(0, change.start) + change.text + text.slice(change.end);
      const edit = editOf(change, text, after);
      runGuarded(() => before.edit(edit));
      text = after;
    }
    const tree = this.grammar.parse(text, before, giveUp);
    this.#replace(tree, text);
    return tree !== undefined;
  }

  /** Lets `use` look at what the tree would be after one change, and frees that; this tree stays as it is. */
  tryChange<Result>(
    change: TextChange,
    giveUp: GiveUp,
    use: (tree: SyntaxTree) => Result,
  ): Result | undefined {
    const copy = runGuarded(() => this.#tree?.copy());
    if (copy === undefined) return undefined;
    const text = this.#text.slice(0, change.start) + change.text + this.#text.slice(change.end);
    const tried = new SyntaxTree(this.grammar);
    try {
      const edit = editOf(change, this.#text, text);
      runGuarded(() => copy.edit(edit));
      const tree = this.grammar.parse(text, copy, giveUp);
      tried.#replace(tree, text);
      return tree === undefined ? undefined : use(tried);
    } finally {
      this.grammar.free(copy);
      tried.release();
    }
  }

  /** What one of the language's queries finds; nothing without a tree or when it is given up. */
  matches(query: QueryName, giveUp: GiveUp): readonly QueryMatch[] {
    return this.#tree === undefined ? [] : this.grammar.matches(query, this.#tree, giveUp);
  }

  /** Whether there is something in the text that the parser could not read. */
  get hasFaults(): boolean {
    return runGuarded(() => this.#tree?.rootNode.hasError) ?? false;
  }

  /** The tree in brackets, for tests and for writing queries. */
  describe(): string {
    return runGuarded(() => this.#tree?.rootNode.toString()) ?? '';
  }

  /** Frees the tree; the object may parse again. */
  release(): void {
    this.#replace(undefined, '');
  }

  #replace(tree: Tree | undefined, text: string): void {
    if (this.#tree !== undefined) this.grammar.free(this.#tree);
    this.#tree = tree;
    this.#text = tree === undefined ? '' : text;
  }
}

function editOf({ start, end, text }: TextChange, before: string, after: string): Edit {
  return new Edit({
    startIndex: start,
    oldEndIndex: end,
    newEndIndex: start + text.length,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, end),
    newEndPosition: pointAt(after, start + text.length),
  });
}

/** Rows as tree-sitter counts them: by `\n` alone. */
function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', lineStart)) {
    row += 1;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
