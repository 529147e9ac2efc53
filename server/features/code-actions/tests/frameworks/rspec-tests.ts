import type { Exit } from '../../../../syntax/source-shape.ts';
import { snakeCase, wordsOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented, spaced } from './block-renderer.ts';
import { expectedHere, messageHere, singleQuoted } from './expectation-words.ts';
import { type CallSyntax, subjectCall } from './subject-call.ts';
import { variableName } from './variable-name.ts';

/** Tests of RSpec: a group for the class, one for the method in it, an example a case. */
export const renderRspecTests: BlockRenderer = (scene) => {
  const { subject, cases } = scene;
  const { owner, reference, shape } = subject;
  const examples = spaced(cases.map((testCase) => exampleLines(scene, testCase)));
  const names = cases.map(({ sentence }) => sentence);
  if (owner === undefined) {
    return {
      imports: [],
      lines: [`RSpec.describe ${singleQuoted(reference)} do`, ...indented(examples), 'end'],
      names,
    };
  }
  const method = `${shape.isStatic ? '.' : '#'}${shape.name}`;
  const group = [`describe ${singleQuoted(method)} do`, ...indented(examples), 'end'];
  return { imports: [], lines: [`RSpec.describe ${reference} do`, ...indented(group), 'end'], names };
};

function exampleLines(scene: BlockScene, testCase: TestCase): string[] {
  return [`xit ${singleQuoted(testCase.sentence)} do`, ...indented(bodyLines(scene, testCase)), 'end'];
}

function bodyLines({ subject }: BlockScene, testCase: TestCase): string[] {
  const call = subjectCall(subject, { language: 'ruby', testCase, syntax });
  const { setup, object } = call;
  const expression = call.expression.replace(/\(\)$/, '');
  const { exit } = testCase;
  if (exit?.kind === 'throw') return [...setup, `expect { ${expression} }.to ${raising(exit)}`];
  const expected = singleQuoted(expectedHere);
  // Every call of Ruby gives a value, so what a method changes is judged by its object.
  const isChange = !subject.shape.returnsValue && object !== undefined;
  if (isChange) return [...setup, expression, `expect(${object}).to eq(${expected})`];
  return [...setup, `result = ${expression}`, `expect(result).to eq(${expected})`];
}

function raising({ errorType, message }: Exit): string {
  const said = singleQuoted(message ?? messageHere);
  if (errorType === undefined) return `raise_error(${said})`;
  if (builtIn.test(errorType)) return `raise_error(${errorType}, ${said})`;
  const name = errorType.replace(/^.*::/, '');
  return `raise_error(${said}) { |error| expect(error.class.name).to end_with(${singleQuoted(name)}) }`;
}

const builtIn =
  /^(Argument|EOF|FloatDomain|Frozen|IO|Index|Key|LocalJump|Name|NoMethod|NotImplemented|Range|Regexp|Runtime|Standard|Stop|Type|ZeroDivision)Error$/;

const syntax: CallSyntax = {
  construct: (className, argumentText) =>
    argumentText === '' ? `${className}.new` : `${className}.new(${argumentText})`,
  declare: (variable, expression) => `${variable} = ${expression}`,
  variable: rubyVariable,
  dot: '.',
  staticDot: '.',
  constructors: ['initialize'],
};

function rubyVariable(className: string): string {
  const name = snakeCase(wordsOf(className.replace(/^.*::/, '')));
  return variableName(name, className);
}
