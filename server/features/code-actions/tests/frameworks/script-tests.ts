import { labelOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import type { TestFramework, TestPlan } from '../test-plan.ts';
import { type BlockRenderer, type BlockScene, indented, spaced } from './block-renderer.ts';
import { singleQuoted } from './expectation-words.ts';
import { scriptAssertions } from './script-assertions.ts';
import { type CallSyntax, type SubjectCall, subjectCall, variableFor } from './subject-call.ts';

/** Tests of vitest, jest, mocha and node:test: a `describe` with an `it` a case. */
export const renderScriptTests: BlockRenderer = ({ plan, subject, cases }) => {
  const calls = cases.map((testCase) => subjectCall(subject, { language: plan.language, testCase, syntax }));
  const label = labelOf(plan, subject);
  const names = cases.map(({ sentence }) => (plan.style.isGrouped ? sentence : `${label} ${sentence}`));
  const blocks = cases.map((testCase, index) => {
    const call = calls[index];
    return call === undefined ? [] : caseLines({ plan, subject, testCase, call, name: names[index] ?? '' });
  });
  const lines = plan.style.isGrouped
    ? [`describe(${singleQuoted(label)}, () => {`, ...indented(spaced(blocks)), '});']
    : spaced(blocks);
  return { imports: [], lines, names };
};

interface CaseScene extends Pick<BlockScene, 'plan' | 'subject'> {
  readonly testCase: TestCase;
  readonly call: SubjectCall;
  readonly name: string;
}

function caseLines({ plan, subject, testCase, call, name }: CaseScene): string[] {
  const { shape } = subject;
  const isAsync = shape.isAsync || /^Promise(Like)?\b/.test(shape.returnType ?? '');
  const assertions = scriptAssertions(plan);
  const { exit } = testCase;
  const body =
    exit?.kind === 'throw'
      ? assertions.throwing({ call: call.expression, isAsync, onlyRejects: shape.isAsync, exit })
      : valueLines(`${isAsync ? 'await ' : ''}${call.expression}`, {
          object: shape.returnsValue ? undefined : call.object,
          equal: assertions.equal,
        });
  const header = `${wordOf(plan)}${pendingMark(plan.framework)}(${singleQuoted(name)}, ${isAsync ? 'async ' : ''}() => {`;
  return [header, ...indented([...call.setup, ...body]), '});'];
}

interface Judged {
  /** What a call without a value has changed. */
  readonly object: string | undefined;
  readonly equal: (actual: string) => string;
}

function valueLines(call: string, { object, equal }: Judged): string[] {
  return object === undefined ? [`const result = ${call};`, equal('result')] : [`${call};`, equal(object)];
}

function wordOf({ style }: TestPlan): string {
  return style.caseWord === '' ? 'it' : style.caseWord;
}

/** node:test runs what is marked `todo`, and jest's `todo` takes no function. */
function pendingMark(framework: TestFramework): string {
  return framework === 'vitest' ? '.todo' : '.skip';
}

const syntax: CallSyntax = {
  construct: (className, argumentText) => `new ${className}(${argumentText})`,
  declare: (variable, expression) => `const ${variable} = ${expression};`,
  variable: variableFor,
  dot: '.',
  staticDot: '.',
  constructors: ['constructor'],
};
