import type { TestFramework } from '../../../server/features/code-actions/tests/test-plan.ts';

/** Takes the marks of pending cases away as a person would: a word, or a line each. */
export function withoutMarks(framework: TestFramework, text: string): string {
  const mark = marks.get(framework);
  return mark === undefined ? text : text.replace(mark, '');
}

const marks: ReadonlyMap<TestFramework, RegExp> = new Map([
  ['vitest', /(?<=^\s*(?:it|test))\.todo(?=\()/gm],
  ['jest', /(?<=^\s*(?:it|test))\.skip(?=\()/gm],
  ['mocha', /(?<=^\s*(?:it|test))\.skip(?=\()/gm],
  ['node:test', /(?<=^\s*(?:it|test))\.skip(?=\()/gm],
  ['pytest', /^@pytest\.mark\.skip\(reason=["']to be written.*\n/gm],
  ['unittest', /^\s*@unittest\.skip\(["']to be written.*\n/gm],
  ['go test', /^\s*t\.Skipf?\("to be written.*\n/gm],
  ['cargo test', /^\s*#\[ignore = "to be written.*\n/gm],
  ['junit5', /^\s*@Disabled\("to be written"\)\n/gm],
  ['rspec', /(?<=^\s*)x(?=it )/gm],
  ['phpunit', /^\s*\$this->markTestSkipped\('to be written.*\n/gm],
]);
