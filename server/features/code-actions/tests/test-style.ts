import { newlineOf } from '../../../base/line-ends.ts';
import type { TestFamily } from './test-family.ts';
import type { TestFramework, TestStyle } from './test-plan.ts';
import type { TestScene } from './test-scene.ts';

/**
 * How cases are written: as in the file that they go into, else as in the nearest tests of the same framework; what
 * those leave open as in the source, then as the framework's users have it.
 */
export function testStyle(scene: TestScene, existing: string | undefined): TestStyle {
  const { source, framework, near } = scene;
  const isOwnTest = existing !== undefined && existing.trim() !== '' && existing !== source.text;
  const tests = [
    ...(isOwnTest ? [existing] : []),
    ...near.read.filter(({ runners }) => runners.includes(framework)).map(({ text }) => text),
  ];
  const all = [...tests, source.text];
  return {
    caseWord: source.family === 'script' ? (firstOf(tests, caseWordIn) ?? 'it') : '',
    isGrouped: firstOf(tests, (text) => isGroupedIn(text, framework)) ?? groupedByHabit.has(framework),
    assertion: firstOf(tests, (text) => assertionIn(text, source.family)) ?? usualAssertion[framework],
    indent: firstOf(all, indentIn) ?? usualIndent[source.family],
    quote: firstOf(all, (text) => quoteIn(text, source.family)) ?? usualQuote(source.family),
    semicolons: firstOf(all, (text) => semicolonsIn(text, source.family)) ?? true,
    newline: newlineOf(existing ?? source.text),
  };
}

function firstOf<Value>(
  texts: readonly string[],
  read: (text: string) => Value | undefined,
): Value | undefined {
  for (const text of texts) {
    const value = read(text);
    if (value !== undefined) return value;
  }
  return undefined;
}

function caseWordIn(text: string): string | undefined {
  const its = countOf(text, /^[ \t]*it(?:\.\w+)*\s*[(`]/gm);
  const tests = countOf(text, /^[ \t]*(?:await\s+)?test(?:\.\w+)*\s*[(`]/gm);
  if (its === 0 && tests === 0) return undefined;
  return its >= tests ? 'it' : 'test';
}

function isGroupedIn(text: string, framework: TestFramework): boolean | undefined {
  if (framework === 'pytest')
    return countOf(text, /^class\s+Test\w*/gm) > countOf(text, /^(?:async\s+)?def\s+test/gm);
  if (framework === 'go test') return /\bt\.Run\(/.test(text);
  if (scriptFrameworks.has(framework)) return /^[ \t]*(?:describe|suite|context)(?:\.\w+)*\s*\(/m.test(text);
  return undefined;
}

const scriptFrameworks: ReadonlySet<TestFramework> = new Set(['vitest', 'jest', 'mocha', 'node:test']);

const groupedByHabit: ReadonlySet<TestFramework> = new Set([
  'vitest',
  'jest',
  'mocha',
  'node:test',
  'unittest',
  'cargo test',
  'rspec',
]);

function assertionIn(text: string, family: TestFamily): string | undefined {
  const counted = (assertions[family] ?? []).map(({ word, pattern }) => ({
    word,
    count: countOf(text, pattern),
  }));
  const [best] = counted.filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
  return best?.word;
}

const assertions: Readonly<
  Partial<Record<TestFamily, readonly { readonly word: string; readonly pattern: RegExp }[]>>
> = {
  script: [
    { word: 'expect', pattern: /\bexpect\(/g },
    { word: 'assert', pattern: /\bassert(?:\.\w+)?\(/g },
    { word: 'should', pattern: /\.should\b/g },
  ],
  go: [
    { word: 'require', pattern: /\brequire\.\w+\(/g },
    { word: 'assert', pattern: /\bassert\.\w+\(/g },
  ],
  java: [
    { word: 'assertThat', pattern: /\bassertThat\(/g },
    { word: 'assertEquals', pattern: /\bassert(?!That)[A-Z]\w*\(/g },
  ],
  ruby: [
    { word: 'expect', pattern: /\bexpect[\s({]/g },
    { word: 'should', pattern: /\.should\b/g },
  ],
};

const usualAssertion: Readonly<Record<TestFramework, string>> = {
  vitest: 'expect',
  jest: 'expect',
  mocha: 'assert',
  'node:test': 'assert',
  pytest: 'assert',
  unittest: 'assert',
  'go test': '',
  'cargo test': 'assert',
  junit5: 'assertEquals',
  rspec: 'expect',
  phpunit: 'assert',
  xunit: 'assert',
};

/** The smallest step by which lines move in; a text with few indented lines says nothing. */
function indentIn(text: string): string | undefined {
  const indents = [...text.matchAll(/^([ \t]+)(?![ \t]|\r?$|\*)/gm)].map(([, indent = '']) => indent);
  if (indents.length < 2) return undefined;
  if (indents.filter((indent) => indent.startsWith('\t')).length * 2 > indents.length) return '\t';
  const widths = indents.map(({ length }) => length);
  const width = [2, 4, 8, 3].find(
    (each) =>
      widths.filter((length) => length % each === 0).length > 0.9 * widths.length && widths.includes(each),
  );
  const isFour = width === 2 && widths.filter((length) => length % 4 === 0).length > 0.9 * widths.length;
  return width === undefined ? undefined : ' '.repeat(isFour ? 4 : width);
}

const usualIndent: Readonly<Record<TestFamily, string>> = {
  script: '  ',
  python: '    ',
  go: '\t',
  rust: '    ',
  java: '    ',
  ruby: '  ',
  php: '    ',
  'c-sharp': '    ',
};

function quoteIn(text: string, family: TestFamily): '"' | "'" | undefined {
  if (!choosesQuotes.has(family)) return usualQuote(family);
  const single = countOf(text, /(?<![\w\\])'[^'"\n]*'/g);
  const double = countOf(text, /(?<![\w\\])"[^'"\n]*"/g);
  if (single === double) return undefined;
  return single > double ? "'" : '"';
}

const choosesQuotes: ReadonlySet<TestFamily> = new Set(['script', 'python', 'ruby', 'php']);

function usualQuote(family: TestFamily): '"' | "'" {
  return family === 'script' || family === 'ruby' || family === 'php' ? "'" : '"';
}

function semicolonsIn(text: string, family: TestFamily): boolean | undefined {
  if (family !== 'script') return true;
  const ended = countOf(text, /;[ \t]*$/gm);
  const open = countOf(text, /^[ \t]*(?:import\b.*|(?:const|let|return|await)\b.*[\w)'"\]])[ \t]*$/gm);
  return ended === 0 && open === 0 ? undefined : ended >= open;
}

function countOf(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}
