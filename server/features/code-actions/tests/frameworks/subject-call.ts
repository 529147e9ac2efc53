import type { FunctionShape } from '../../../../syntax/source-shape.ts';
import { camelCase, wordsOf } from '../case-identifiers.ts';
import { placeholderArguments } from '../placeholder-values.ts';
import type { TestCase } from '../test-cases.ts';
import type { TestSubject } from '../test-plan.ts';
import { variableName } from './variable-name.ts';

/** How a language makes an object and calls on it. */
export interface CallSyntax {
  readonly construct: (className: string, argumentText: string) => string;
  readonly declare: (variable: string, expression: string) => string;
  readonly variable: (className: string) => string;
  /** Between an object and its method, and between a class and its method. */
  readonly dot: string;
  readonly staticDot: string;
  /** Names that constructors have, beside that of their class. */
  readonly constructors: readonly string[];
}

/** The call of a subject, and what must stand before it. */
export interface SubjectCall {
  readonly setup: readonly string[];
  readonly expression: string;
  /** The object that it is called on. */
  readonly object: string | undefined;
  readonly imports: readonly string[];
}

/** Where a call is written: the language, and the case whose way it shall take. */
export interface CallPlace {
  readonly language: string;
  readonly testCase: TestCase;
  readonly syntax: CallSyntax;
}

/** Writes the call of a function or method with placeholders; a method is called on an object made for it. */
export function subjectCall(subject: TestSubject, { language, testCase, syntax }: CallPlace): SubjectCall {
  const { owner, shape, reference } = subject;
  const place = { language, packagePrefix: '' };
  const passed = placeholderArguments(place, shape.parameters, testCase.wishes);
  if (owner === undefined) return bareCall(`${reference}(${passed.text})`, passed.imports);
  if (isConstructor(shape, owner.name, syntax)) {
    return bareCall(syntax.construct(reference, passed.text), passed.imports);
  }
  const member = memberText(shape, passed.text);
  if (shape.isStatic) return bareCall(`${reference}${syntax.staticDot}${member}`, passed.imports);
  const made = placeholderArguments(place, owner.construct?.parameters ?? [], new Map());
  const variable = syntax.variable(owner.name);
  return {
    setup: [syntax.declare(variable, syntax.construct(reference, made.text))],
    expression: `${variable}${syntax.dot}${member}`,
    object: variable,
    imports: [...made.imports, ...passed.imports],
  };
}

/** A variable's name for an object of a class: `shoppingCart`. */
export function variableFor(className: string): string {
  const name = camelCase(wordsOf(className.replace(/^.*[.:\\]/, '')));
  return variableName(name, className);
}

function bareCall(expression: string, imports: readonly string[]): SubjectCall {
  return { setup: [], expression, object: undefined, imports };
}

function isConstructor({ name }: FunctionShape, className: string, syntax: CallSyntax): boolean {
  return name === className || syntax.constructors.includes(name);
}

/** An accessor is read, or set, without brackets. */
function memberText({ name, isAccessor, parameters }: FunctionShape, argumentText: string): string {
  if (!isAccessor) return `${name}(${argumentText})`;
  return parameters.length === 0 ? name : `${name} = ${argumentText}`;
}
