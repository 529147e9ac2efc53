import type { Exit } from '../../../../syntax/source-shape.ts';
import { caseIdentifiers, freeName, labelOf, pascalCase, snakeCase, wordsOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented, spaced } from './block-renderer.ts';
import { doubleQuoted, expectedHere, messageHere, toBeWritten } from './expectation-words.ts';
import { pythonCall, raisedError } from './python-calls.ts';

/** Tests of unittest: always a class, which the runner asks for. */
export const renderUnittestTests: BlockRenderer = (scene) => {
  const { plan, subject, cases } = scene;
  const names = caseIdentifiers({ plan, subject }, cases, (_, sentence) => snakeCase(['test', ...sentence]));
  const blocks = cases.map((testCase, index) => caseLines(scene, testCase, names[index] ?? ''));
  const className = freeName(plan, `${pascalCase(wordsOf(labelOf(plan, subject)))}Test`);
  return {
    imports: ['import unittest', ...cases.flatMap((testCase) => pythonCall(scene, testCase).imports)],
    lines: [`class ${className}(unittest.TestCase):`, ...indented(spaced(blocks))],
    names,
  };
};

function caseLines(scene: BlockScene, testCase: TestCase, name: string): string[] {
  const reason = doubleQuoted(`${toBeWritten}: ${testCase.sentence}`);
  return [`@unittest.skip(${reason})`, `def ${name}(self):`, ...indented(bodyLines(scene, testCase))];
}

function bodyLines(scene: BlockScene, testCase: TestCase): string[] {
  const { setup, expression, object } = pythonCall(scene, testCase);
  const { exit } = testCase;
  if (exit?.kind === 'throw') return [...setup, ...raisingLines(expression, exit)];
  const expected = doubleQuoted(expectedHere);
  const isChange = !scene.subject.shape.returnsValue && object !== undefined;
  if (isChange) return [...setup, expression, `self.assertEqual(${object}, ${expected})`];
  return [...setup, `result = ${expression}`, `self.assertEqual(result, ${expected})`];
}

function raisingLines(expression: string, exit: Exit): string[] {
  const { caught, name, text } = raisedError(exit);
  const nameOf = 'type(raised.exception).__name__';
  return [
    `with self.assertRaises(${caught}) as raised:`,
    `\t${expression}`,
    `self.assertEqual(${text('raised.exception')}, ${doubleQuoted(exit.message ?? messageHere)})`,
    ...(name === undefined ? [] : [`self.assertEqual(${nameOf}, ${doubleQuoted(name)})`]),
  ];
}
