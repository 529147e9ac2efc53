import { expect, test } from 'vitest';

import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { outlineOf } from '../../server/syntax/outline.ts';
import { SyntaxTree } from '../../server/syntax/syntax-tree.ts';
import { never } from './support/describe-file.ts';
import { installedGrammars } from './support/installed-grammars.ts';

// Alone in its file: the tests of a file share one runtime.
test('a text that exhausts the memory ends all parsing of its thread, says so, and throws nowhere', async () => {
  const registry = new GrammarRegistry(installedGrammars());
  const [java, go] = await Promise.all([registry.grammarOf('java'), registry.grammarOf('go')]);
  if (java === undefined || go === undefined) throw new Error('no grammars');
  const before = new SyntaxTree(go);
  expect(before.parse('package a\n', never)).toBe(true);
  expect(registry.isSpoiled).toBe(false);

  const tree = new SyntaxTree(java);
  expect(tree.parse('x => '.repeat(4_000), never)).toBe(false);
  expect(registry.isSpoiled).toBe(true);

  expect(tree.parse('class A {}', never)).toBe(false);
  expect(outlineOf(before, never).definitions).toEqual([]);
  expect(before.reparse([{ start: 0, end: 0, text: '// b\n' }], never)).toBe(false);
  before.release();
  tree.release();
  expect(await registry.grammarOf('rust')).toBeUndefined();
  expect(registry.failures.size).toBe(1);
});
