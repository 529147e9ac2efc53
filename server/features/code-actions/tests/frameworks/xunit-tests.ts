import type { Exit, FunctionShape } from '../../../../syntax/source-shape.ts';
import { caseIdentifiers, pascalCase } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented, spaced } from './block-renderer.ts';
import { doubleQuoted, expectedHere, messageHere, toBeWritten } from './expectation-words.ts';
import { type CallSyntax, type SubjectCall, subjectCall, variableFor } from './subject-call.ts';

/** Tests of xUnit: methods, for the class of the test file. */
export const renderXunitTests: BlockRenderer = (scene) => {
  const { plan, subject, cases } = scene;
  const names = caseIdentifiers({ plan, subject }, cases, (_, sentence) =>
    [pascalCase([subject.shape.name]), pascalCase(sentence)].join('_'),
  );
  const methods = cases.map((testCase, index) => methodLines(scene, testCase, names[index] ?? ''));
  return {
    imports: [...(isAwaitable(subject.shape) ? ['using System.Threading.Tasks;'] : []), 'using Xunit;'],
    lines: spaced(methods),
    names,
  };
};

function methodLines({ subject }: BlockScene, testCase: TestCase, name: string): string[] {
  const call = subjectCall(subject, { language: 'c-sharp', testCase, syntax });
  const isAsync = isAwaitable(subject.shape);
  return [
    `[Fact(Skip = ${doubleQuoted(`${toBeWritten}: ${testCase.sentence}`)})]`,
    `public ${isAsync ? 'async Task' : 'void'} ${name}()`,
    '{',
    ...indented([...call.setup, ...bodyLines(subject.shape, testCase.exit, call)]),
    '}',
  ];
}

function isAwaitable({ isAsync, returnType }: FunctionShape): boolean {
  return isAsync || /^(Value)?Task\b/.test(returnType ?? '');
}

function bodyLines(
  shape: FunctionShape,
  exit: Exit | undefined,
  { expression, object }: SubjectCall,
): string[] {
  const isAsync = isAwaitable(shape);
  if (exit?.kind === 'throw') return throwingLines({ expression, isAsync, exit });
  const expected = doubleQuoted(expectedHere);
  const call = `${isAsync ? 'await ' : ''}${expression}`;
  const givesValue = shape.returnsValue && !/^(Value)?Task$/.test(shape.returnType ?? '');
  if (givesValue || expression.startsWith('new ')) {
    return [`var result = ${call};`, `Assert.Equal<object>(${expected}, result);`];
  }
  if (object !== undefined) return [`${call};`, `Assert.Equal<object>(${expected}, ${object});`];
  return [`${call};`, `Assert.Fail(${expected});`];
}

interface ThrowingCall {
  readonly expression: string;
  readonly isAsync: boolean;
  readonly exit: Exit;
}

/** By the name of its class, since the source may use it from anywhere. */
function throwingLines({ expression, isAsync, exit: { errorType, message } }: ThrowingCall): string[] {
  const name = errorType?.replace(/^.*\./, '');
  const record = isAsync ? 'await Record.ExceptionAsync' : 'Record.Exception';
  const named = name === undefined ? [] : [`Assert.Equal(${doubleQuoted(name)}, error?.GetType().Name);`];
  return [
    `var error = ${record}(() => ${expression});`,
    `Assert.StartsWith(${doubleQuoted(message ?? messageHere)}, error?.Message);`,
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
