import type { Exit } from '../../../../syntax/source-shape.ts';
import { camelCase, caseIdentifiers, withoutClass } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented, mentions, spaced } from './block-renderer.ts';
import { doubleQuoted, expectedHere, messageHere, toBeWritten } from './expectation-words.ts';
import { type CallSyntax, type SubjectCall, subjectCall, variableFor } from './subject-call.ts';

/** Tests of JUnit 5: methods, for the class of the test file, with a display name in the reader's words. */
export const renderJunitTests: BlockRenderer = (scene) => {
  const { plan, subject, cases } = scene;
  const calls = cases.map((testCase) => subjectCall(subject, { language: 'java', testCase, syntax }));
  const identifiers = caseIdentifiers({ plan, subject }, cases, (label, sentence) =>
    camelCase([...withoutClass(label, subject.owner?.name), ...sentence]),
  );
  const methods = cases.map((testCase, index) => {
    const call = calls[index];
    return call === undefined ? [] : methodLines(scene, { testCase, call, name: identifiers[index] ?? '' });
  });
  const isQualified = mentions(plan, /^import org\.junit\.jupiter\.api\.Assertions;/m);
  const lines = spaced(methods).map((line) =>
    isQualified ? line.replace(assertion, 'Assertions.$1') : line,
  );
  return {
    imports: [...importsFor(lines), ...calls.flatMap(({ imports }) => imports)],
    lines,
    names: displayNames(scene),
  };
};

function displayNames({ subject, cases }: BlockScene): string[] {
  return cases.map(({ sentence }) => `${subject.shape.name} ${sentence}`);
}

function importsFor(lines: readonly string[]): string[] {
  const text = lines.join('\n');
  const assertions = ['assertEquals', 'assertThrows', 'fail'].filter((name) =>
    new RegExp(`(?<!\\.)\\b${name}\\(`).test(text),
  );
  return [
    ...assertions.map((name) => `import static org.junit.jupiter.api.Assertions.${name};`),
    ...['Disabled', 'DisplayName', 'Test'].map((name) => `import org.junit.jupiter.api.${name};`),
  ];
}

const assertion = /(?<=^\t(?:var error = )?)(assertEquals|assertThrows|fail)(?=\()/;

interface MethodScene {
  readonly testCase: TestCase;
  readonly call: SubjectCall;
  readonly name: string;
}

function methodLines({ subject }: BlockScene, { testCase, call, name }: MethodScene): string[] {
  return [
    '@Test',
    `@Disabled(${doubleQuoted(toBeWritten)})`,
    `@DisplayName(${doubleQuoted(`${subject.shape.name} ${testCase.sentence}`)})`,
    `void ${name}() throws Exception {`,
    ...indented([...call.setup, ...bodyLines(subject.shape.returnsValue, testCase.exit, call)]),
    '}',
  ];
}

function bodyLines(
  returnsValue: boolean,
  exit: Exit | undefined,
  { expression, object }: SubjectCall,
): string[] {
  if (exit?.kind === 'throw') return throwingLines(expression, exit);
  const expected = doubleQuoted(expectedHere);
  if (returnsValue || expression.startsWith('new ')) {
    return [`var result = ${expression};`, `assertEquals(${expected}, result);`];
  }
  if (object !== undefined) return [`${expression};`, `assertEquals(${expected}, ${object});`];
  return [`${expression};`, `fail(${expected});`];
}

/** By the name of its class, since the source may import it from anywhere. */
function throwingLines(expression: string, { errorType, message }: Exit): string[] {
  const name = errorType?.replace(/^.*\./, '');
  const named =
    name === undefined ? [] : [`assertEquals(${doubleQuoted(name)}, error.getClass().getSimpleName());`];
  return [
    `var error = assertThrows(Exception.class, () -> ${expression});`,
    `assertEquals(${doubleQuoted(message ?? messageHere)}, error.getMessage());`,
    ...named,
  ];
}

const syntax: CallSyntax = {
  construct: (className, argumentText) => `new ${className}(${argumentText})`,
  declare: (variable, expression) => `var ${variable} = ${expression};`,
  variable: variableFor,
  dot: '.',
  staticDot: '.',
  constructors: [],
};
