import type { Exit } from '../../../../syntax/source-shape.ts';
import { camelCase, caseIdentifiers, withoutClass, wordsOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented, spaced } from './block-renderer.ts';
import { expectedHere, messageHere, singleQuoted, toBeWritten } from './expectation-words.ts';
import { type CallSyntax, subjectCall } from './subject-call.ts';

/** Tests of PHPUnit: methods, for the class of the test file. */
export const renderPhpunitTests: BlockRenderer = (scene) => {
  const { plan, subject, cases } = scene;
  const names = caseIdentifiers({ plan, subject }, cases, (label, sentence) =>
    camelCase(['test', ...withoutClass(label, subject.owner?.name), ...sentence]),
  );
  const methods = cases.map((testCase, index) => methodLines(scene, testCase, names[index] ?? ''));
  return { imports: [], lines: spaced(methods), names };
};

function methodLines(scene: BlockScene, testCase: TestCase, name: string): string[] {
  const skip = `$this->markTestSkipped(${singleQuoted(`${toBeWritten}: ${testCase.sentence}`)});`;
  return [`public function ${name}(): void`, '{', ...indented([skip, ...bodyLines(scene, testCase)]), '}'];
}

function bodyLines({ subject }: BlockScene, testCase: TestCase): string[] {
  const { setup, expression, object } = subjectCall(subject, { language: 'php', testCase, syntax });
  const { exit } = testCase;
  if (exit?.kind === 'throw') return [...setup, ...throwingLines(expression, exit)];
  const expected = singleQuoted(expectedHere);
  const isChange = !subject.shape.returnsValue && object !== undefined;
  if (isChange) return [...setup, `${expression};`, `$this->assertSame(${expected}, ${object});`];
  return [...setup, `$result = ${expression};`, `$this->assertSame(${expected}, $result);`];
}

/** Errors of the project's own are told by their name, since the source may know them by another namespace. */
function throwingLines(expression: string, { errorType, message }: Exit): string[] {
  const said = singleQuoted(message ?? messageHere);
  const name = errorType?.replace(/^.*\\/, '');
  if (name !== undefined && builtIn.test(name)) {
    return [
      `$this->expectException(\\${name}::class);`,
      `$this->expectExceptionMessage(${said});`,
      `${expression};`,
    ];
  }
  const named =
    name === undefined ? [] : [`$this->assertStringEndsWith(${singleQuoted(name)}, get_class($error));`];
  return [
    '$error = null;',
    'try {',
    `\t${expression};`,
    '} catch (\\Throwable $error) {',
    `\t$this->assertSame(${said}, $error->getMessage());`,
    ...indented(named),
    '}',
    '$this->assertNotNull($error);',
  ];
}

const builtIn =
  /^(Exception|Error|ErrorException|(Argument|Arithmetic|ArgumentCount|DivisionByZero|Parse|Type|Value|UnhandledMatch)Error|(BadFunctionCall|BadMethodCall|Domain|InvalidArgument|Json|Length|Logic|OutOfBounds|OutOfRange|Overflow|Range|Runtime|Underflow|UnexpectedValue)Exception)$/;

const syntax: CallSyntax = {
  construct: (className, argumentText) => `new ${className}(${argumentText})`,
  declare: (variable, expression) => `${variable} = ${expression};`,
  variable: phpVariable,
  dot: '->',
  staticDot: '::',
  constructors: ['__construct'],
};

function phpVariable(className: string): string {
  const name = camelCase(wordsOf(className.replace(/^.*\\/, '')));
  return /^(|this|result|error)$/.test(name) ? '$subject' : `$${name}`;
}
