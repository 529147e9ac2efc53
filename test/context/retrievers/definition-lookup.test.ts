import { expect, test } from 'vitest';

import { ImportResolver } from '../../../server/context/imports/import-resolver.ts';
import { encodeRecord } from '../../../server/context/index/record-codec.ts';
import { RootIndex } from '../../../server/context/index/root-index.ts';
import { SourceAnalyzer } from '../../../server/context/index/source-analyzer.ts';
import { PastChanges } from '../../../server/context/ranking/past-changes.ts';
import { importedDefinitions } from '../../../server/context/retrievers/definition-lookup.ts';
import type { RootView } from '../../../server/context/retrievers/scene.ts';
import { systemClock } from '../../../server/host/system-clock.ts';
import { GrammarRegistry } from '../../../server/syntax/grammar-registry.ts';
import { moduleSpaceOf } from '../../evaluation/retrieval/module-space-of.ts';
import { installedGrammars } from '../../syntax/support/installed-grammars.ts';

test('a barrel is followed to the file that defines the name, through names and through stars', async () => {
  const defined = await definedIn({
    'a.ts': "import { one, two, three, four } from './all';\nimport type { Shape } from './all';\n",
    'all/index.ts':
      "export { inner as two } from './two';\nexport * from './deep';\nexport * from '../far';\n",
    'all/two.ts': 'export function inner() {\n  return 2;\n}\n',
    'all/deep/index.ts': "export * from './one';\nexport * from './shape';\n",
    'all/deep/one.ts': 'export const one = () => {\n  return 1;\n};\n',
    'all/deep/shape.ts': 'export interface Shape {\n  side: number;\n}\n',
    'far.ts': 'export class three {\n  x = 3;\n}\n',
  });
  expect(defined).toEqual({
    one: ['all/deep/one.ts:1-3'],
    two: ['all/two.ts:1-3'],
    three: ['far.ts:1-3'],
    four: [],
    Shape: ['all/deep/shape.ts:1-3'],
  });
});

test('a name that several files below a barrel define is the one that the barrel exports', async () => {
  const defined = await definedIn({
    'a.ts': "import { pick } from './all';\n",
    'all/index.ts': "export * from './right';\n",
    'all/right.ts': 'export function pick() {\n  return 1;\n}\n',
    'all/wrong.ts': 'function pick() {\n  return 2;\n}\n',
  });
  expect(defined).toEqual({ pick: ['all/right.ts:1-3'] });
});

test('a default import is what the file mainly defines, and overloads are one', async () => {
  const defined = await definedIn({
    'a.ts': "import Cart from './cart';\nimport { add } from './cart';\n",
    'cart.ts': [
      'const rate = 2;',
      'export function add(a: string): string;',
      'export function add(a: number): number;',
      'export function add(a: unknown): unknown {',
      '  return a;',
      '}',
      'export default class Cart {',
      '  total = rate;',
      '}',
      '',
    ].join('\n'),
  });
  expect(defined).toEqual({ Cart: ['cart.ts:7-9'], add: ['cart.ts:2-6'] });
});

test('Python: a package has what its __init__ imports', async () => {
  const defined = await definedIn({
    'main.py': 'from shop import Cart, Line as Row\n',
    'shop/__init__.py': 'from .cart import *\nfrom .line import Line\n',
    'shop/cart.py': 'class Cart:\n    total = 1\n',
    'shop/line.py': 'class Line:\n    price = 1\n',
  });
  expect(defined).toEqual({ Cart: ['shop/cart.py:1-2'], Row: ['shop/line.py:1-2'] });
});

test('CommonJS: names are taken out of what is required, also under another name', async () => {
  const defined = await definedIn({
    'a.js': "const { one, two: second } = require('./b');\nconst third = require('./b').three;\n",
    'b.js': [
      'function one() {\n  return 1;\n}',
      'function two() {\n  return 2;\n}',
      'function three() {\n  return 3;\n}',
      'module.exports = { one, two, three };\n',
    ].join('\n'),
  });
  expect(defined).toEqual({ one: ['b.js:1-3'], second: ['b.js:4-6'], third: ['b.js:7-9'] });
});

/** For each name that the first file imports, where it is defined, by lines from 1. */
async function definedIn(
  files: Readonly<Record<string, string>>,
): Promise<Record<string, readonly string[]>> {
  const root = await viewOf(files);
  const [from = ''] = Object.keys(files);
  const found: Record<string, readonly string[]> = {};
  for (const { module, names } of root.index.record(from)?.imports ?? []) {
    for (const { original, local } of names) {
      found[local] = importedDefinitions(root, from, { module, name: original, local }).map(
        ({ path, definition }) => `${path}:${definition.startLine + 1}-${definition.endLine}`,
      );
    }
  }
  return found;
}

async function viewOf(files: Readonly<Record<string, string>>): Promise<RootView> {
  const index = new RootIndex();
  const analyzer = new SourceAnalyzer(new GrammarRegistry(installedGrammars()), systemClock);
  for (const [path, text] of Object.entries(files)) {
    const analysis = await analyzer.analyze(path, text);
    if (analysis.kind !== 'analyzed') throw new Error(`${path} cannot be read`);
    const { terms, record, language = '' } = analysis.file;
    const facts = { path, size: text.length, stamp: '', hash: '', isTracked: true, language, definitions: 0 };
    index.replace({ ...facts, record: encodeRecord(record) }, terms);
  }
  const space = moduleSpaceOf(Object.keys(files), (path) => files[path]);
  const resolver = new ImportResolver(space);
  return {
    ...{ path: '/', index, isTrusted: false, past: new PastChanges([]), touched: [] },
    uriOf: (path) => path,
    text: async (path) => files[path],
    headText: async () => undefined,
    headTextAtHand: () => undefined,
    dependencyDefinitions: async () => [],
    resolveImport: (from, module, names) =>
      resolver.resolve({ path: from, language: index.files.get(from)?.language ?? '' }, module, names),
  };
}
