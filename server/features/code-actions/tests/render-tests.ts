import { headOnly } from './assemble-tests.ts';
import type { BlockRenderer } from './frameworks/block-renderer.ts';
import { renderCargoTests } from './frameworks/cargo-tests.ts';
import { renderGoTests } from './frameworks/go-tests.ts';
import { renderJunitTests } from './frameworks/junit-tests.ts';
import { renderPhpunitTests } from './frameworks/phpunit-tests.ts';
import { renderPytestTests } from './frameworks/pytest-tests.ts';
import { requoted } from './frameworks/requoted.ts';
import { renderRspecTests } from './frameworks/rspec-tests.ts';
import { renderScriptTests } from './frameworks/script-tests.ts';
import { renderUnittestTests } from './frameworks/unittest-tests.ts';
import { renderXunitTests } from './frameworks/xunit-tests.ts';
import { casesOf } from './test-cases.ts';
import type { TestBlock, TestFramework, TestPlan, TestStyle, TestSubject } from './test-plan.ts';

/**
 * Writes the tests of one subject: a case for each way through it, each pending, each calling the subject and red until
 * somebody writes what is expected. Names do not mind those in the file, so that it is seen which cases it has already.
 *
 * The text stands at the margin, with its `describe` or class where cases are grouped (always in unittest and RSpec).
 * It stands one level in where a class or module of the file is around it: JUnit, PHPUnit and xUnit, whose class is the
 * file's, and Rust outside of files of tests alone, in `mod tests`.
 */
export function renderTests(whole: TestPlan, subject: TestSubject): TestBlock {
  const plan = headOnly(whole);
  const { imports, lines, names } = renderers[plan.framework]({
    plan,
    subject,
    cases: casesOf(plan, subject),
  });
  const level = levelOf(plan);
  return {
    imports: [...new Set(imports)].filter((line) => !isThere(plan, line)),
    text: lines
      .map((line) => (line === '' ? line : plan.style.indent.repeat(level) + styled(line, plan)))
      .join(plan.style.newline),
    cases: names,
  };
}

/** One level where a class or module of the file is around the cases, else none. */
function levelOf({ framework, path, preamble, existing }: TestPlan): number {
  if (framework === 'junit5' || framework === 'phpunit' || framework === 'xunit') return 1;
  if (framework !== 'cargo test') return 0;
  const isOfTestsAlone = /(^|\/)tests(\/[^/]+)?\.rs$/.test(path) || /^#\[test\]/m.test(existing?.text ?? '');
  return preamble.length > 0 || !isOfTestsAlone ? 1 : 0;
}

const renderers: Readonly<Record<TestFramework, BlockRenderer>> = {
  vitest: renderScriptTests,
  jest: renderScriptTests,
  mocha: renderScriptTests,
  'node:test': renderScriptTests,
  pytest: renderPytestTests,
  unittest: renderUnittestTests,
  'go test': renderGoTests,
  'cargo test': renderCargoTests,
  junit5: renderJunitTests,
  rspec: renderRspecTests,
  phpunit: renderPhpunitTests,
  xunit: renderXunitTests,
};

function isThere({ imports, existing }: TestPlan, line: string): boolean {
  return imports.includes(line) || (existing?.text.split(/\r?\n/).includes(line) ?? false);
}

function styled(line: string, { style, framework }: TestPlan): string {
  const quoted = hasChoiceOfQuotes.has(framework) ? requoted(line, style.quote) : line;
  const ended = hasChoiceOfEnds.has(framework) && !style.semicolons ? quoted.replace(/;$/, '') : quoted;
  return withIndent(ended, style);
}

const hasChoiceOfEnds: ReadonlySet<TestFramework> = new Set(['vitest', 'jest', 'mocha', 'node:test']);

const hasChoiceOfQuotes: ReadonlySet<TestFramework> = new Set([
  ...hasChoiceOfEnds,
  'pytest',
  'unittest',
  'rspec',
]);

function withIndent(line: string, { indent }: TestStyle): string {
  const levels = /^\t*/.exec(line)?.[0].length ?? 0;
  return indent.repeat(levels) + line.slice(levels);
}
