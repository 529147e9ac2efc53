import type { TestPlan } from '../test-plan.ts';
import { mentions } from './block-renderer.ts';
import { doubleQuoted, expectedHere } from './expectation-words.ts';

/** How the tests around assert, each as lines that are red until what is wanted is written. */
export interface GoAssertions {
  /** Of values, and of an error behind them. */
  readonly equal: (names: readonly string[]) => string[];
  /** Of what a call without a value has done. */
  readonly changed: (object: string | undefined) => string[];
  readonly errorText: (message: string) => string[];
  readonly errorIs: (sentinel: string) => string[];
  readonly panics: (call: string, message: string) => string[];
  /** Imports that `errorIs` needs. */
  readonly errorIsImports: readonly string[];
}

/** Picks testify where the tests around use it, else the `testing` package alone. */
export function goAssertions(plan: TestPlan): GoAssertions {
  const { assertion } = plan.style;
  const isTestify = /^(assert|require)$/.test(assertion) && mentions(plan, /stretchr\/testify/);
  return isTestify ? testify(assertion) : plainTesting;
}

const plainTesting: GoAssertions = {
  equal: (names) => {
    const shown = names.map((name) => (name === 'err' ? 'error %v' : '%v')).join(' and ');
    return [`t.Errorf("got ${shown}, say what is wanted", ${names.join(', ')})`];
  },
  changed: (object) => [
    object === undefined
      ? 't.Error("say what the call must have done")'
      : `t.Errorf("got %+v, say what is wanted", ${object})`,
  ],
  errorText: (message) => [
    `if err == nil || err.Error() != ${message} {`,
    `\tt.Errorf("got error %v, want %q", err, ${message})`,
    '}',
  ],
  errorIs: (sentinel) => [
    `if !errors.Is(err, ${sentinel}) {`,
    `\tt.Errorf("got error %v, want %v", err, ${sentinel})`,
    '}',
  ],
  panics: (call, message) => [
    'defer func() {',
    `\tif got := recover(); got != ${message} {`,
    `\t\tt.Errorf("recovered %v, want %q", got, ${message})`,
    '\t}',
    '}()',
    call,
  ],
  errorIsImports: ['import "errors"'],
};

function testify(word: string): GoAssertions {
  const expected = doubleQuoted(expectedHere);
  return {
    equal: (names) => names.map((name) => `${word}.Equal(t, ${expected}, ${name})`),
    changed: (object) => [
      object === undefined ? `${word}.Fail(t, ${expected})` : `${word}.Equal(t, ${expected}, ${object})`,
    ],
    errorText: (message) => [`${word}.EqualError(t, err, ${message})`],
    errorIs: (sentinel) => [`${word}.ErrorIs(t, err, ${sentinel})`],
    panics: (call, message) => [`${word}.PanicsWithValue(t, ${message}, func() { ${call} })`],
    errorIsImports: [],
  };
}
