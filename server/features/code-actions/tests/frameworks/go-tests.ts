import { isRaised } from '../../ways/raised-exit.ts';
import { caseIdentifiers, freeName, labelOf, pascalCase, wordsOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented, spaced } from './block-renderer.ts';
import { doubleQuoted, messageHere, toBeWritten } from './expectation-words.ts';
import { type GoAssertions, goAssertions } from './go-assertions.ts';
import { type GoCall, goCall } from './go-calls.ts';

/** Tests of Go: a function a case, or one function with a `t.Run` a case where the neighbors have that. */
export const renderGoTests: BlockRenderer = (scene) => {
  const bodies = scene.cases.map((testCase) => bodyOf(scene, testCase));
  const imports = ['import "testing"', ...bodies.flatMap((body) => body.imports)];
  const lines = bodies.map((body) => body.lines);
  return { imports, ...(scene.plan.style.isGrouped ? subtests(scene, lines) : functions(scene, lines)) };
};

interface NamedLines {
  readonly lines: readonly string[];
  readonly names: readonly string[];
}

function functions({ plan, subject, cases }: BlockScene, bodies: readonly (readonly string[])[]): NamedLines {
  const names = caseIdentifiers({ plan, subject }, cases, (label, sentence) =>
    [`Test${pascalCase(label)}`, pascalCase(sentence)].join('_'),
  );
  const blocks = bodies.map((body, index) => [
    `func ${names[index]}(t *testing.T) {`,
    ...indented(body),
    '}',
  ]);
  return { lines: spaced(blocks), names };
}

function subtests({ plan, subject, cases }: BlockScene, bodies: readonly (readonly string[])[]): NamedLines {
  const name = freeName(plan, `Test${pascalCase(wordsOf(labelOf(plan, subject)))}`);
  const blocks = bodies.flatMap((body, index) => [
    `t.Run(${doubleQuoted(cases[index]?.sentence ?? '')}, func(t *testing.T) {`,
    ...indented(body),
    '})',
  ]);
  return {
    lines: [`func ${name}(t *testing.T) {`, ...indented(blocks), '}'],
    names: cases.map(({ sentence }) => `${name}/${sentence.replaceAll(' ', '_')}`),
  };
}

interface Rendered {
  readonly imports: readonly string[];
  readonly lines: readonly string[];
}

function bodyOf({ plan, subject }: BlockScene, testCase: TestCase): Rendered {
  const call = goCall(subject, testCase);
  const assertions = goAssertions(plan);
  const { exit } = testCase;
  const judged = isRaised(exit, 'go')
    ? { imports: [], lines: assertions.panics(call.expression, doubleQuoted(exit?.message ?? messageHere)) }
    : returning(call, { exitText: exit?.text ?? '', assertions });
  return {
    imports: [...call.imports, ...judged.imports],
    lines: [skipLine(testCase.sentence), ...call.setup, ...judged.lines],
  };
}

/** A sentence with a percent sign is no format, which `go vet` would take it for. */
function skipLine(sentence: string): string {
  if (!sentence.includes('%')) return `t.Skip(${doubleQuoted(`${toBeWritten}: ${sentence}`)})`;
  return `t.Skipf("${toBeWritten}: %s", ${doubleQuoted(sentence)})`;
}

interface Expectation {
  readonly exitText: string;
  readonly assertions: GoAssertions;
}

function returning(call: GoCall, { exitText, assertions }: Expectation): Rendered {
  const { expression, results, object } = call;
  const names = resultNames(results);
  if (names.length === 0) return { imports: [], lines: [expression, ...assertions.changed(object)] };
  const wanted = names.at(-1) === 'err' ? wantedError(call, { exitText, assertions }) : undefined;
  if (wanted === undefined) {
    return {
      imports: [],
      lines: [`${names.join(', ')} ${declares(call, names)} ${expression}`, ...assertions.equal(names)],
    };
  }
  const left = names.map((name) => (name === 'err' ? name : '_'));
  const lines = [`${left.join(', ')} ${declares(call, left)} ${expression}`, ...wanted.lines];
  return { imports: wanted.imports, lines };
}

/** A constructor's `err` is there already, and alone it can't be declared again. */
function declares({ setup }: GoCall, names: readonly string[]): ':=' | '=' {
  const isThere = setup.some((line) => /, err :=/.test(line));
  return isThere && names.every((name) => name === 'err' || name === '_') ? '=' : ':=';
}

function resultNames(results: readonly string[]): string[] {
  const last = results.length - 1;
  const others = results.filter((type, index) => type !== 'error' || index !== last).length;
  return results.map((type, index) => {
    if (type === 'error' && index === last) return 'err';
    return others > 1 ? `got${index + 1}` : 'got';
  });
}

/** The error that a way returns, where its text or its name can be read. */
function wantedError({ packagePrefix }: GoCall, { exitText, assertions }: Expectation): Rendered | undefined {
  const [, message] = /\b(?:errors\.New|fmt\.Errorf)\(("(?:[^"\\%]|\\.)*")\)$/.exec(exitText) ?? [];
  if (message !== undefined) return { imports: [], lines: assertions.errorText(message) };
  const [, sentinel] = /(?:^|,\s*)(Err[A-Z]\w*)$/.exec(exitText) ?? [];
  if (sentinel === undefined) return undefined;
  return { imports: assertions.errorIsImports, lines: assertions.errorIs(`${packagePrefix}${sentinel}`) };
}
