import { mkdtempSync, rmSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { grammarCopies } from '../../server/grammar-copies.mjs';
import { grammarFiles } from '../../server/host/grammar-files.ts';
import { giveUpAfter } from '../../server/syntax/grammar.ts';
import { type GrammarFiles, GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { languageOf } from '../../server/syntax/languages.ts';
import { outlineOf } from '../../server/syntax/outline.ts';
import { SyntaxTree, withTree } from '../../server/syntax/syntax-tree.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { never } from './support/describe-file.ts';
import { installedGrammars } from './support/installed-grammars.ts';

describe('a grammar', () => {
  test('is loaded once, however many ask for it at the same time', async () => {
    const counted = countingFiles();
    const registry = new GrammarRegistry(counted.files);
    const [one, other] = await Promise.all([registry.grammarOf('go'), registry.grammarOf('go')]);
    expect(one).toBe(other);
    expect(await registry.grammarOf('go')).toBe(one);
    expect(counted.reads.filter((name) => name === 'tree-sitter-go.wasm')).toHaveLength(1);
  });

  test('is loaded only for languages that are asked for', async () => {
    const counted = countingFiles();
    await new GrammarRegistry(counted.files).grammarOf('go');
    expect(counted.reads.filter((name) => name.endsWith('.wasm'))).toEqual([
      'web-tree-sitter.wasm',
      'tree-sitter-go.wasm',
    ]);
  });

  test.each([
    ['whose file is missing', 'tree-sitter-go.wasm', undefined],
    ['whose file is broken', 'tree-sitter-go.wasm', 'no WebAssembly'],
    ['whose queries are missing', 'queries/go/tags.scm', undefined],
    ['whose queries are broken', 'queries/go/tags.scm', '(no_such_node) @name'],
  ])('%s is none, and is counted once', async (_, broken, content) => {
    const installed = installedGrammars();
    const registry = new GrammarRegistry({
      read: async (name) => {
        if (name !== broken) return installed.read(name);
        if (content === undefined) throw new Error('no such file');
        return new TextEncoder().encode(content);
      },
    });
    expect(await registry.grammarOf('go')).toBeUndefined();
    expect(await registry.grammarOf('go')).toBeUndefined();
    expect([...registry.failures.keys()]).toEqual(['go']);
    expect(await registry.grammarOf('java')).toBeDefined();
  });

  test('that nobody brings is none, and no failure', async () => {
    const registry = new GrammarRegistry(installedGrammars());
    expect(await registry.grammarOf('cobol')).toBeUndefined();
    expect(await registry.grammarOf('constructor')).toBeUndefined();
    expect(registry.failures.size).toBe(0);
  });
});

describe('the folder that the build fills', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'innerloop-grammars-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test('holds all that a language needs', async () => {
    for (const { from, to } of grammarCopies()) {
      await mkdir(dirname(join(folder, to)), { recursive: true });
      await cp(from, join(folder, to), { recursive: true });
    }
    const registry = new GrammarRegistry(grammarFiles(folder));
    expect(await registry.grammarOf('tsx')).toBeDefined();
    expect([...registry.failures]).toEqual([]);
  });
});

describe('a parse', () => {
  test('that takes too long is given up, and the next one is whole', async () => {
    const grammar = await goGrammar();
    const clock = new ManualClock();
    const giveUp = giveUpAfter(10, clock);
    const impatient = () => {
      void clock.advance(11);
      return giveUp();
    };
    const long = 'func f() { g() }\n'.repeat(5_000);
    expect(withTree(grammar, long, impatient, () => 'parsed')).toBeUndefined();
    expect(withTree(grammar, 'package a\n', never, (tree) => tree.describe())).toBe(
      '(source_file (package_clause (package_identifier)))',
    );
  });

  test('of more than two million characters is not begun', async () => {
    expect(withTree(await goGrammar(), ' '.repeat(2_097_153), never, () => 'parsed')).toBeUndefined();
  });

  test('leaves no tree behind once it is released', async () => {
    const tree = new SyntaxTree(await goGrammar());
    expect(tree.parse('func f() {}\n', never)).toBe(true);
    tree.release();
    tree.release();
    expect(tree.text).toBe('');
    expect(outlineOf(tree, never).definitions).toEqual([]);
    expect(tree.reparse([{ start: 0, end: 0, text: 'x' }], never)).toBe(false);
  });
});

test.each([
  ['src/a.ts', '', 'typescript'],
  ['src/a.tsx', '', 'tsx'],
  ['a.PY', '', 'python'],
  ['Rakefile', '', 'ruby'],
  ['a.unknown', 'go', 'go'],
  ['a.h', 'cpp', 'cpp'],
  ['a.unknown', 'plaintext', undefined],
])('%s, which the editor calls "%s", is %s', (path, id, language) => {
  expect(languageOf(path, id)).toBe(language);
});

async function goGrammar() {
  const grammar = await new GrammarRegistry(installedGrammars()).grammarOf('go');
  if (grammar === undefined) throw new Error('no grammar for Go');
  return grammar;
}

function countingFiles(): { files: GrammarFiles; reads: string[] } {
  const installed = installedGrammars();
  const reads: string[] = [];
  const read = (name: string) => {
    reads.push(name);
    return installed.read(name);
  };
  return { files: { read }, reads };
}
