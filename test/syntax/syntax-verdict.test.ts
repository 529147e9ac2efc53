import { describe, expect, test } from 'vitest';

import { bareDocument, type TextDocument } from '../../server/base/text-document.ts';
import type { Grammar } from '../../server/syntax/grammar.ts';
import { GrammarRegistry } from '../../server/syntax/grammar-registry.ts';
import { withTree } from '../../server/syntax/syntax-tree.ts';
import { type SyntaxVerdict, syntaxVerdicts } from '../../server/syntax/syntax-verdict.ts';
import { syntaxWindow } from '../../server/syntax/syntax-window.ts';
import { never } from './support/describe-file.ts';
import { installedGrammars } from './support/installed-grammars.ts';
import { readSamples } from './support/read-samples.ts';

const registry = new GrammarRegistry(installedGrammars());
const samples = await readSamples(registry);

/** What each of `texts` does at the cursor mark of `scene`. */
async function check(language: string, scene: string, ...texts: string[]): Promise<readonly SyntaxVerdict[]> {
  const grammar = await registry.grammarOf(language);
  const offset = scene.indexOf('█');
  return verdictsAt(grammar, bareDocument(scene.replace('█', '')), offset, texts);
}

function verdictsAt(
  grammar: Grammar | undefined,
  document: TextDocument,
  offset: number,
  texts: readonly string[],
): readonly SyntaxVerdict[] {
  const window = syntaxWindow(document, offset);
  const judge = (of: Grammar) =>
    withTree(of, window.before + window.behind, never, (tree) =>
      syntaxVerdicts(tree, { ...window, texts }, never),
    );
  return (grammar && judge(grammar)) ?? [];
}

describe('a text that fits parses, one that begins something is open, one that cannot go on breaks', () => {
  const cases: [language: string, scene: string, parses: string, open: string, breaks: string][] = [
    ['typescript', 'function f(a: number) {\n  █\n}\n', 'return a;', 'if (a > 0) {', 'return a);'],
    ['typescript', 'class A {\n  █\n}\n', 'b = 1;', 'run(a: string) {', 'run() {\n  }\n}'],
    [
      'tsx',
      'const a = (\n  <ul>\n    █\n  </ul>\n);\n',
      '<li>{b}</li>',
      '{items.map((item) => (',
      '<li>{b</li>',
    ],
    ['javascript', 'const a = f(█);\n', 'b, c', '(b) => {', 'b, c))'],
    ['python', 'def f(a):\n    █\n\n\ndef g():\n    pass\n', 'for b in a:', 'g(', 'return a)'],
    ['python', 'def f(a):\n    █\n', 'return [b for b in a]', 'return [b for b', 'for b in in a:'],
    ['go', 'package a\n\nfunc f(b int) int {\n\t█\n}\n', 'return b', 'if b > 0 {', 'return b)'],
    ['rust', 'fn f(a: u8) -> u8 {\n    █\n}\n', 'let b = a;', 'match a {', 'let b = a);'],
    [
      'java',
      'class A {\n    int f(int a) {\n        █\n    }\n}\n',
      'return a;',
      'if (a > 0) {',
      'return a);',
    ],
  ];
  test.each(cases)('%s', async (language, scene, parses, open, breaks) => {
    expect(await check(language, scene, parses, open, breaks)).toEqual(['parses', 'open', 'breaks']);
  });
});

test('what is broken elsewhere counts for nothing', async () => {
  const scene = 'const a = ;;) ]\n\nfunction f() {\n  █\n}\n\nconst = 3 3\n';
  expect(await check('typescript', scene, 'g();', 'if (a) {', 'g());')).toEqual(['parses', 'open', 'breaks']);
});

test('a line that is broken while it is typed is judged by whether the text lets it go on', async () => {
  const scene = 'function f() {\n  const a = g(█\n}\n';
  expect(await check('typescript', scene, 'b);', 'b', 'b, ; c')).toEqual(['parses', 'open', 'breaks']);
});

test('a brace that stands already breaks', async () => {
  const scene = 'function f() {\n  if (a) {\n    █\n  }\n}\n';
  expect(await check('typescript', scene, 'g();', 'g();\n  }', 'g();\n  }\n}')).toEqual([
    'parses',
    'breaks',
    'breaks',
  ]);
});

test('a text with something behind it on its line cannot stay open', async () => {
  const scene = 'const a = █ + b;\n';
  expect(await check('typescript', scene, 'f(c)', 'f(c')).toEqual(['parses', 'breaks']);
});

test('an unfinished string and a template are open', async () => {
  expect(await check('typescript', 'const a = █\n', "'abc", `\`a $\{b`, `\`a $\{b}`)).toEqual([
    'open',
    'open',
    'open',
  ]);
});

test('work that is given up tells nothing', async () => {
  const grammar = await registry.grammarOf('typescript');
  const window = { before: 'const a = ', behind: '\n' };
  const verdicts =
    grammar &&
    withTree(grammar, window.before + window.behind, never, (tree) =>
      syntaxVerdicts(tree, { ...window, texts: ['1;', '1);'] }, () => true),
    );
  expect(verdicts).toEqual(['unknown', 'unknown']);
});

describe('lines of real code', () => {
  const own = ['typescript', 'tsx', 'javascript', 'python', 'go', 'rust', 'java'];
  const cases = samples.filter(({ grammar }) => own.includes(grammar.language));
  test.each(cases.map(({ grammar, text }) => [grammar.language, grammar, text] as const))(
    'in %s, no line breaks where it stood, nor where its block is yet to be written; with a stray bracket all do',
    (_, grammar, text) => {
      const lines = text.split('\n');
      const verdicts = lines.flatMap((line, at) => {
        if (!isCode(line)) return [];
        const indentation = line.length - line.trimStart().length;
        const above = `${lines.slice(0, at).join('\n')}\n${line.slice(0, indentation)}`;
        const own = line.slice(indentation);
        const stood = `${above}\n${lines.slice(at + 1).join('\n')}`;
        const fresh = `${above}\n${lines.slice(endOfBlock(lines, at) + 1).join('\n')}`;
        return [
          { line, place: 'stood', verdict: verdictsAt(grammar, bareDocument(stood), above.length, [own])[0] },
          { line, place: 'fresh', verdict: verdictsAt(grammar, bareDocument(fresh), above.length, [own])[0] },
          {
            line,
            place: 'stray',
            verdict: verdictsAt(grammar, bareDocument(fresh), above.length, [`${own} )]}`])[0],
          },
        ];
      });
      const right = verdicts.filter(({ place }) => place !== 'stray');
      const wrong = verdicts.filter(({ place }) => place === 'stray');
      expect(right.filter(({ verdict }) => verdict === 'breaks')).toEqual([]);
      expect(wrong.filter(({ verdict }) => verdict !== 'breaks')).toEqual([]);
      expect(verdicts.length).toBeGreaterThan(30);
    },
  );
});

/** Begins something: no comment, no end of a block, nothing that only goes on behind a block. */
function isCode(line: string): boolean {
  return line.trim() !== '' && !/^\s*(?:\/\/|\/?\*|#|"""|[)\]}]|<\/|else|except|finally|@)/.test(line);
}

/** The last line of the block that a line opens, by its indentation; the line itself where it opens none. */
function endOfBlock(lines: readonly string[], at: number): number {
  const depth = (line: string) => line.length - line.trimStart().length;
  let last = at;
  for (let below = at + 1; below < lines.length; below++) {
    const line = lines[below] ?? '';
    if (line.trim() === '') continue;
    if (depth(line) <= depth(lines[at] ?? '')) {
      const isEnd = last > at && /^\s*(?:[)\]}]|<\/|\/>)/.test(line);
      return isEnd ? below : last;
    }
    last = below;
  }
  return last;
}
