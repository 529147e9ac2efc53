import type { Exit, FunctionShape } from '../../../../syntax/source-shape.ts';
import { isRaised } from '../../ways/raised-exit.ts';
import { caseIdentifiers, snakeCase, wordsOf } from '../case-identifiers.ts';
import { placeholderArguments } from '../placeholder-values.ts';
import type { TestCase } from '../test-cases.ts';
import type { TestSubject } from '../test-plan.ts';
import { type BlockRenderer, type BlockScene, indented, mentions, spaced } from './block-renderer.ts';
import { doubleQuoted, messageHere, toBeWritten } from './expectation-words.ts';
import { variableName } from './variable-name.ts';

/** Tests of Rust: functions, for the module of tests or for a file of its own below `tests/`. */
export const renderCargoTests: BlockRenderer = (scene) => {
  const { plan, subject, cases } = scene;
  const names = caseIdentifiers({ plan, subject }, cases, (label, sentence) =>
    snakeCase([...label, ...sentence]),
  );
  const functions = spaced(
    cases.map((testCase, index) => functionLines(scene, testCase, names[index] ?? '')),
  );
  return { imports: [], lines: functions, names };
};

function functionLines({ plan, subject }: BlockScene, testCase: TestCase, name: string): string[] {
  const { exit } = testCase;
  const { isAsync } = subject.shape;
  const isDriven = isAsync && mentions(plan, /#\[tokio::test/);
  const call = rustCall(subject, testCase);
  const panics = isRaised(exit, 'rust');
  const expected = panics
    ? [`#[should_panic(expected = ${doubleQuoted(exit?.message ?? messageHere)})]`]
    : [];
  const body = panics ? [`let _ = ${call.expression};`] : judgedLines(subject.shape, exit, call.expression);
  return [
    isDriven ? '#[tokio::test]' : '#[test]',
    ...expected,
    `#[ignore = ${doubleQuoted(`${toBeWritten}: ${testCase.sentence}`)}]`,
    `${isDriven ? 'async ' : ''}fn ${name}() {`,
    ...indented([
      ...call.setup,
      ...(isAsync && !isDriven ? futureLines(call.expression) : awaited(body, isDriven)),
    ]),
    '}',
  ];
}

function awaited(lines: readonly string[], isDriven: boolean): readonly string[] {
  return isDriven ? lines.map((line, index) => (index === 0 ? line.replace(/;$/, '.await;') : line)) : lines;
}

/** Which executor drives it, the source does not tell. */
function futureLines(call: string): string[] {
  return [`let _future = ${call};`, 'todo!("wait for the future, and say what is expected");'];
}

function judgedLines(
  { returnType, returnsValue }: FunctionShape,
  exit: Exit | undefined,
  call: string,
): string[] {
  const wanted = exit?.kind === 'throw' ? wantedError(exit, returnType ?? '') : undefined;
  if (wanted !== undefined) return [`let result = ${call};`, wanted];
  const isOfValue = returnsValue && !/^(\(\))?$/.test(returnType ?? '');
  if (!isOfValue) return [`${call};`, 'todo!("say what the call must have done");'];
  if (isPrintable(returnType ?? ''))
    return [`let result = ${call};`, 'todo!("got {result:?}, say what is expected");'];
  return [`let _result = ${call};`, 'todo!("say what is expected");'];
}

/** The error that a way gives back, where it is a variant by name or a text. */
function wantedError({ errorType, message }: Exit, returnType: string): string | undefined {
  if (message !== undefined && /,\s*String\s*>$/.test(returnType)) {
    return `assert_eq!(result.err().as_deref(), Some(${doubleQuoted(message)}));`;
  }
  if (message !== undefined && /,\s*&(?:'static )?str\s*>$/.test(returnType)) {
    return `assert_eq!(result.err(), Some(${doubleQuoted(message)}));`;
  }
  const isVariant = /^[A-Z]\w*::[A-Z]\w*$/.test(errorType ?? '') && !errorType?.startsWith('Self');
  return isVariant ? `assert!(matches!(result, Err(${errorType} { .. })));` : undefined;
}

/** Whether a type is made of standard ones alone, which all can be printed for debugging. */
function isPrintable(type: string): boolean {
  const names = type.replace(/'\w+/g, '').match(/\w+/g) ?? [];
  return names.every((name) => printable.test(name));
}

const printable =
  /^([iu](8|16|32|64|128|size)|f32|f64|bool|char|str|String|Option|Vec|Result|Box|Rc|HashMap|HashSet|BTreeMap|BTreeSet|VecDeque|std|collections|static)$/;

interface RustCall {
  readonly setup: readonly string[];
  readonly expression: string;
}

const place = { language: 'rust', packagePrefix: '' };

function rustCall({ owner, shape, reference }: TestSubject, { wishes }: TestCase): RustCall {
  const passed = placeholderArguments(place, shape.parameters, wishes).text;
  if (owner === undefined) return { setup: [], expression: `${reference}(${passed})` };
  if (shape.isStatic) return { setup: [], expression: `${reference}::${shape.name}(${passed})` };
  const variable = rustVariable(owner.name);
  return {
    setup: [objectLine(variable, reference, owner.construct)],
    expression: `${variable}.${shape.name}(${passed})`,
  };
}

function objectLine(variable: string, reference: string, construct: FunctionShape | undefined): string {
  if (construct === undefined) return `let mut ${variable}: ${reference} = todo!("make a ${reference}");`;
  const made = placeholderArguments(place, construct.parameters, new Map()).text;
  const unwrap = /^(Result|Option|std::(result|option)::)/.test(construct.returnType ?? '')
    ? '.unwrap()'
    : '';
  return `let mut ${variable} = ${reference}::${construct.name}(${made})${unwrap};`;
}

function rustVariable(typeName: string): string {
  const name = snakeCase(wordsOf(typeName.replace(/<.*$/s, '')));
  return variableName(name, typeName);
}
