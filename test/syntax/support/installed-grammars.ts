import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { GrammarFiles } from '../../../server/syntax/grammar-registry.ts';
import { type LanguageTable, languages } from '../../../server/syntax/languages.ts';

const root = join(import.meta.dirname, '../../..');

/** Grammars from the packages that the build copies them from, and queries from `grammars/`. */
export function installedGrammars(table: LanguageTable = languages): GrammarFiles {
  const packaged = [
    'web-tree-sitter/web-tree-sitter.wasm',
    ...Object.values(table).map(({ grammar }) => grammar),
  ];
  return {
    read: (name) => {
      const path = packaged.find((grammar) => grammar.endsWith(`/${name}`));
      return readFile(path === undefined ? join(root, 'grammars', name) : join(root, 'node_modules', path));
    },
  };
}
