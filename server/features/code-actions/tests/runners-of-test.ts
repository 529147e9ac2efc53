import type { TestFamily } from './test-family.ts';

/**
 * The runners that a test may be written for, by its own imports and shape: one where it is plain, several where
 * only the manifests can tell; undefined where the text holds no test. Runners that we write nothing for are named too.
 */
export function runnersOfTest(text: string, family: TestFamily): readonly string[] | undefined {
  return readers[family](text);
}

type RunnersReader = (text: string) => readonly string[] | undefined;

const readers: Readonly<Record<TestFamily, RunnersReader>> = {
  script: scriptRunners,
  python: pythonRunners,
  go: (text) => (/^func (?:Test|Example|Fuzz|Benchmark)\w*\(/m.test(text) ? ['go test'] : undefined),
  rust: (text) => (/#\[(?:\w+::)*test\b/.test(text) ? ['cargo test'] : undefined),
  java: (text) => firstSaying(text, javaSigns),
  ruby: (text) => firstSaying(text, rubySigns),
  php: (text) => firstSaying(text, phpSigns),
  'c-sharp': (text) => firstSaying(text, cSharpSigns),
};

/** What a text holds that gives its runners away; the first that fits counts. */
interface Sign {
  readonly pattern: RegExp;
  readonly runners: readonly string[];
}

function firstSaying(text: string, signs: readonly Sign[]): readonly string[] | undefined {
  return signs.find(({ pattern }) => pattern.test(text))?.runners;
}

function scriptRunners(text: string): readonly string[] | undefined {
  if (!scriptCase.test(text)) return undefined;
  const modules = [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g)];
  for (const [, module = ''] of modules) {
    const runner = scriptModules.get(module);
    if (runner !== undefined) return [runner];
  }
  if (/\bvi\.(?:fn|mock|spyOn)\(/.test(text)) return ['vitest'];
  if (/\bjest\.(?:fn|mock|spyOn|useFakeTimers)\(/.test(text)) return ['jest'];
  const asserts = modules.some(([, module = '']) => /^(?:chai|should|assert|node:assert)\b/.test(module));
  return asserts || /\bthis\.timeout\(/.test(text) ? ['mocha'] : ['jest', 'vitest', 'mocha'];
}

const scriptCase =
  /^[ \t]*(?:await\s+|void\s+)?(?:(?:t|tap|test|QUnit)\.)?(?:describe|it|test|suite|context|bench|Deno\.test)(?:\.\w+)*\s*(?:\(|`)/m;

const scriptModules: ReadonlyMap<string, string> = new Map([
  ['vitest', 'vitest'],
  ['@jest/globals', 'jest'],
  ['node:test', 'node:test'],
  ['test', 'node:test'],
  ['mocha', 'mocha'],
  ['bun:test', 'bun test'],
  ['ava', 'AVA'],
  ['tap', 'tap'],
  ['tape', 'tape'],
  ['uvu', 'uvu'],
  ['qunit', 'QUnit'],
  ['jasmine', 'Jasmine'],
  ['@playwright/test', 'Playwright'],
  ['cypress', 'Cypress'],
  ['@japa/runner', 'Japa'],
]);

function pythonRunners(text: string): readonly string[] | undefined {
  if (/^[ \t]*class\s+\w+\s*\([^)]*TestCase\b/m.test(text)) return ['unittest'];
  if (!/^[ \t]*(?:async\s+)?def\s+test_?\w*\s*\(/m.test(text)) return undefined;
  if (/^[ \t]*(?:import|from)\s+nose\b/m.test(text)) return ['nose'];
  return ['pytest'];
}

const javaSigns: readonly Sign[] = [
  { pattern: /^[ \t]*import\s+(?:static\s+)?org\.junit\.jupiter\./m, runners: ['junit5'] },
  { pattern: /^[ \t]*import\s+(?:static\s+)?org\.testng\./m, runners: ['TestNG'] },
  { pattern: /^[ \t]*import\s+(?:static\s+)?org\.junit\./m, runners: ['JUnit 4'] },
  { pattern: /^[ \t]*import\s+junit\.framework\.|\bextends\s+TestCase\b/m, runners: ['JUnit 3'] },
  { pattern: /^[ \t]*@(?:Test|ParameterizedTest)\b/m, runners: ['junit5', 'JUnit 4', 'TestNG'] },
];

const rubySigns: readonly Sign[] = [
  { pattern: /\bTest::Unit\b/, runners: ['test-unit'] },
  {
    pattern: /\bMinitest\b|minitest\/|^class\s+(?:Test\w*|\w+Test)\s*</m,
    runners: ['minitest'],
  },
  { pattern: /^[ \t]*(?:RSpec\.)?(?:describe|context|shared_examples)\b.*\bdo\b/m, runners: ['rspec'] },
  { pattern: /^[ \t]*(?:def\s+test_|(?:should|test)\s+["'])/m, runners: ['minitest'] },
];

const phpSigns: readonly Sign[] = [
  { pattern: /\bextends\s+\\?(?:\w+\\)*\w*TestCase\b|PHPUnit\\Framework/, runners: ['phpunit'] },
  { pattern: /^(?:it|test|describe)\s*\(/m, runners: ['Pest'] },
  { pattern: /\bfunction\s+test\w*\s*\(|#\[Test\]|@test\b/, runners: ['phpunit'] },
];

const cSharpSigns: readonly Sign[] = [
  { pattern: /^[ \t]*using\s+Xunit\b/m, runners: ['xunit'] },
  { pattern: /^[ \t]*using\s+NUnit\.Framework\b/m, runners: ['NUnit'] },
  { pattern: /\bMicrosoft\.VisualStudio\.TestTools\b|\[TestMethod\]/, runners: ['MSTest'] },
  { pattern: /^[ \t]*\[TUnit|^[ \t]*using\s+TUnit\b/m, runners: ['TUnit'] },
  { pattern: /^[ \t]*\[(?:Fact|Theory)\b/m, runners: ['xunit'] },
  { pattern: /^[ \t]*\[(?:Test|TestCase)\b/m, runners: ['NUnit'] },
];
