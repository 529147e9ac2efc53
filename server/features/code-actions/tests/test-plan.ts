import type { FunctionShape } from '../../../syntax/source-shape.ts';

/** The test runners that tests can be written for. */
export type TestFramework =
  | 'vitest'
  | 'jest'
  | 'mocha'
  | 'node:test'
  | 'pytest'
  | 'unittest'
  | 'go test'
  | 'cargo test'
  | 'junit5'
  | 'rspec'
  | 'phpunit'
  | 'xunit';

/** A function or method whose tests are written, and how the test file calls it. */
export interface TestSubject {
  readonly shape: FunctionShape;
  /** `add`; for a method with its class, `Stack.push`. */
  readonly displayName: string;
  /** The class it belongs to, and what its constructor takes; undefined for a function. */
  readonly owner: { readonly name: string; readonly construct: FunctionShape | undefined } | undefined;
  /** How test code names the function or its class: `add`, `math.add`, `Calculator`. */
  readonly reference: string;
}

/** How the tests around write their cases. */
export interface TestStyle {
  /** `it` or `test`; empty where the framework has one word only. */
  readonly caseWord: string;
  /** Whether cases stand in a `describe` (or a class) named after the subject. */
  readonly isGrouped: boolean;
  /** `expect`, `assert`, `should`; as the neighbours assert. */
  readonly assertion: string;
  /** One level of indentation. */
  readonly indent: string;
  /** The quote of strings, where the language has a choice. */
  readonly quote: '"' | "'";
  /** Whether statements end with `;`, where the language has a choice. */
  readonly semicolons: boolean;
  /** The end of a line. */
  readonly newline: '\n' | '\r\n';
}

/** What was decided about the tests of one file, from manifests and the nearest tests, by no model. */
export interface TestPlan {
  readonly framework: TestFramework;
  /** As `grammars/languages.json` names it. */
  readonly language: string;
  /** The test file, relative to its root. */
  readonly path: string;
  readonly uri: string;
  /** Its text where it is there already, and the version where it is open. */
  readonly existing: { readonly text: string; readonly version: number | undefined } | undefined;
  /** Import lines that the tests need and the file has not, whole lines without their end. */
  readonly imports: readonly string[];
  /**
   * What must stand before or around, such as `package math_test`, a namespace, the class of the file; each `{` is
   * closed at the end. Empty for a file that is there, but for the module of tests that a source of Rust gets.
   */
  readonly preamble: readonly string[];
  readonly style: TestStyle;
  readonly subjects: readonly TestSubject[];
  /** The command that runs this file, as one would type it, and the folder to type it in, relative to the root. */
  readonly command: string;
  readonly commandFolder: string;
  /** In a sentence: "vitest, as package.json says; beside src/add.ts, like src/sub.test.ts". */
  readonly why: string;
}

/** The tests of one subject in one framework, ready to be put into the file. */
export interface TestBlock {
  /** Import lines that the block needs beside those of the plan. */
  readonly imports: readonly string[];
  /** With the indentation of its place, without a blank line at either end. */
  readonly text: string;
  /** The cases' names, as the runner prints them. */
  readonly cases: readonly string[];
}
