import { expect } from 'vitest';

import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { sourceShapeOf } from '../../../server/syntax/source-shape-of.ts';
import { withTree } from '../../../server/syntax/syntax-tree.ts';
import { never } from './describe-file.ts';
import { describeShape } from './describe-shape.ts';
import { installedGrammars } from './installed-grammars.ts';

/** Describes the shapes of functions in texts of one language. */
export function shapesIn(language: string): (text: string) => Promise<string> {
  const registry = new GrammarRegistry(installedGrammars());
  return async (text) => {
    const grammar = await registry.grammarOf(language);
    expect([...registry.failures]).toEqual([]);
    const shape = grammar && withTree(grammar, text, never, (tree) => sourceShapeOf(tree, never));
    return describeShape(shape, text);
  };
}
