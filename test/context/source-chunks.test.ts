import { describe, expect, test } from 'vitest';
import { bareDocument } from '../../server/base/text-document.ts';
import { sourceChunks } from '../../server/context/index/source-chunks.ts';
import { TermCollector } from '../../server/context/lexical/chunk-terms.ts';
import { type TermField, termKey } from '../../server/context/lexical/code-terms.ts';
import { LexicalIndex } from '../../server/context/lexical/lexical-index.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { outlineOf } from '../../server/syntax/outline.ts';
import { withTree } from '../../server/syntax/syntax-tree.ts';
import { never } from '../syntax/support/describe-file.ts';
import { installedGrammars } from '../syntax/support/installed-grammars.ts';

const grammar = await new GrammarRegistry(installedGrammars()).grammarOf('python');

function chunksOfPython(text: string) {
  const outline = grammar && withTree(grammar, text, never, (tree) => outlineOf(tree, never));
  return sourceChunks('shop/cart.py', bareDocument(text), outline);
}

const cart = `from shop.tax import rate_of

# How long a cart lives.
class CartKeeper:
    def addItem(self, item):
        return rate_of(item)


def clear():
    return CartKeeper()
`;

describe('chunks of a file with an outline', () => {
  test('each definition is a chunk with the comment before it, its own names and the names it uses', () => {
    expect(
      chunksOfPython(cart).map(({ startLine, endLine, symbols, references }) => ({
        startLine,
        endLine,
        symbols,
        references,
      })),
    ).toEqual([
      { startLine: 0, endLine: 1, symbols: [], references: ['rate_of'] },
      { startLine: 2, endLine: 6, symbols: ['CartKeeper', 'addItem'], references: ['rate_of'] },
      { startLine: 8, endLine: 10, symbols: ['clear'], references: ['CartKeeper'] },
    ]);
  });

  test('a method that stands apart from its class is found by the name of the class, too', () => {
    const body = Array.from({ length: 120 }, (_, line) => `        step_${line} = "${line}"`).join('\n');
    const text = `class CartKeeper:\n    def one(self):\n${body}\n    def two(self):\n${body}\n`;
    const last = chunksOfPython(text).at(-1);
    expect(last?.text).toContain('class CartKeeper');
    expect(last?.symbols).not.toContain('CartKeeper');
  });
});

test('without an outline the file is cut at blank lines', () => {
  const [chunk] = sourceChunks('a.swift', bareDocument('func greet() {}\n'), undefined);
  expect(chunk).toMatchObject({ startLine: 0, endLine: 2, symbols: ['greet'] });
});

describe('a name looked for as a whole', () => {
  const index = new LexicalIndex();
  index.replace(new TermCollector().fileTerms('shop/cart.py', chunksOfPython(cart)));
  const linesWith = (name: string, field: TermField) => {
    const { board, place } = index.score([{ key: termKey(name, field), field, weight: 1 }]);
    return Array.from(board.touched, (chunk) => place(chunk).startLine);
  };

  test('is found where it is defined', () => {
    expect(linesWith('CartKeeper', 'symbol')).toEqual([2]);
    expect(linesWith('rate_of', 'symbol')).toEqual([]);
  });

  test('is found where it is used', () => {
    expect(linesWith('rate_of', 'reference')).toEqual([0, 2]);
  });

  test('is not found by its parts or in another case', () => {
    expect(linesWith('Cart', 'symbol')).toEqual([]);
    expect(linesWith('cartkeeper', 'symbol')).toEqual([]);
  });
});
