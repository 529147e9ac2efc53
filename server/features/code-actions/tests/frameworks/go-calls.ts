import { type ArgumentPlace, placeholderArguments } from '../placeholder-values.ts';
import type { TestCase } from '../test-cases.ts';
import type { TestSubject } from '../test-plan.ts';
import { splitOutside } from '../type-text.ts';
import { variableFor } from './subject-call.ts';

/** The call of a subject in Go. */
export interface GoCall {
  readonly setup: readonly string[];
  readonly expression: string;
  /** The types of what it returns. */
  readonly results: readonly string[];
  readonly object: string | undefined;
  /** `cart.` where the test is in a package of its own; else empty. */
  readonly packagePrefix: string;
  readonly imports: readonly string[];
}

/** Writes the call of a function, or of a method on a value made for it. */
export function goCall(subject: TestSubject, testCase: TestCase): GoCall {
  const { shape, reference, owner } = subject;
  const packagePrefix = /^(?:\w+\.)*/.exec(reference)?.[0] ?? '';
  const place = { language: 'go', packagePrefix };
  const passed = placeholderArguments(place, shape.parameters, testCase.wishes);
  const results = resultTypes(shape.returnType);
  if (owner === undefined) {
    const expression = `${reference}(${passed.text})`;
    return { setup: [], expression, results, object: undefined, packagePrefix, imports: passed.imports };
  }
  const made = receiverLines(subject, place);
  const expression = `${made.variable}.${shape.name}(${passed.text})`;
  const imports = [...made.imports, ...passed.imports];
  return { setup: made.lines, expression, results, object: made.variable, packagePrefix, imports };
}

interface Receiver {
  readonly lines: readonly string[];
  readonly variable: string;
  readonly imports: readonly string[];
}

function receiverLines({ owner, reference, shape }: TestSubject, place: ArgumentPlace): Receiver {
  const name = variableFor(owner?.name ?? reference);
  const variable = `${name}.` === place.packagePrefix || name === 't' ? 'subject' : name;
  const construct = owner?.construct;
  if (construct === undefined) {
    return {
      lines: [`${variable} := new(${reference}${typeArguments(shape.receiver)})`],
      variable,
      imports: [],
    };
  }
  const { text, imports } = placeholderArguments(place, construct.parameters, new Map());
  const made = `${place.packagePrefix}${construct.name}${typeArguments(construct.returnType)}(${text})`;
  const isFallible = resultTypes(construct.returnType).at(1) === 'error';
  if (!isFallible) return { lines: [`${variable} := ${made}`], variable, imports };
  return {
    lines: [`${variable}, err := ${made}`, 'if err != nil {', '\tt.Fatal(err)', '}'],
    variable,
    imports,
  };
}

/** `int` for each type parameter of `*Stack[T]`. */
function typeArguments(type: string | undefined): string {
  const [, parameters] = /^\(?\*?\w+\[([\w\s,]+)\]/.exec(type ?? '') ?? [];
  return parameters === undefined
    ? ''
    : `[${splitOutside(parameters, ',')
        .map(() => 'int')
        .join(', ')}]`;
}

function resultTypes(returnType: string | undefined): string[] {
  const bare = (returnType ?? '').trim();
  if (!bare.startsWith('(')) return bare === '' ? [] : [bare];
  const parts = splitOutside(bare.slice(1, -1), ',');
  return parts.map((part) => part.replace(/^[a-z_]\w*\s+(?=[\w*[\]({])/, ''));
}
