import type { Exit } from '../../../../syntax/source-shape.ts';
import { snakeCase, wordsOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import type { BlockScene } from './block-renderer.ts';
import { type CallSyntax, type SubjectCall, subjectCall } from './subject-call.ts';
import { variableName } from './variable-name.ts';

/** The call of a Python subject; a coroutine is run to its end. */
export function pythonCall({ subject }: BlockScene, testCase: TestCase): SubjectCall {
  const call = subjectCall(subject, { language: 'python', testCase, syntax });
  if (!subject.shape.isAsync) return call;
  return {
    ...call,
    expression: `asyncio.run(${call.expression})`,
    imports: [...call.imports, 'import asyncio'],
  };
}

/** How a test takes hold of an error: an error of the project's own by its name, since it may not be importable. */
export function raisedError({ errorType }: Exit): {
  readonly caught: string;
  readonly name: string | undefined;
  /** What the error says; a KeyError prints its key with quotes around it. */
  readonly text: (error: string) => string;
} {
  const name = errorType?.replace(/^.*\./, '');
  const text = (error: string) => (name === 'KeyError' ? `${error}.args[0]` : `str(${error})`);
  if (name !== undefined && builtIn.test(name)) return { caught: name, name: undefined, text };
  return { caught: 'Exception', name, text };
}

const builtIn =
  /^(Arithmetic|Assertion|Attribute|EOF|Import|Index|Key|Lookup|Memory|ModuleNotFound|Name|NotImplemented|OS|Overflow|Permission|FileNotFound|FileExists|Recursion|Reference|Runtime|Timeout|Type|Unicode|Value|ZeroDivision)Error$/;

const syntax: CallSyntax = {
  construct: (className, argumentText) => `${className}(${argumentText})`,
  declare: (variable, expression) => `${variable} = ${expression}`,
  variable: pythonVariable,
  dot: '.',
  staticDot: '.',
  constructors: ['__init__'],
};

function pythonVariable(className: string): string {
  const name = snakeCase(wordsOf(className.replace(/^.*\./, '')));
  return variableName(name, className);
}
