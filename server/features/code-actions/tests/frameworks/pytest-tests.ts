import type { Exit } from '../../../../syntax/source-shape.ts';
import { caseIdentifiers, freeName, labelOf, pascalCase, snakeCase, wordsOf } from '../case-identifiers.ts';
import type { TestCase } from '../test-cases.ts';
import { type BlockRenderer, type BlockScene, indented } from './block-renderer.ts';
import { doubleQuoted, expectedHere, messageHere, toBeWritten } from './expectation-words.ts';
import { pythonCall, raisedError } from './python-calls.ts';

/** Tests of pytest: functions, in a class where the neighbors have one. */
export const renderPytestTests: BlockRenderer = (scene) => {
  const { plan, subject, cases } = scene;
  const { isGrouped } = plan.style;
  const names = caseIdentifiers({ plan, subject }, cases, (label, sentence) =>
    snakeCase(['test', ...(isGrouped ? [] : label), ...sentence]),
  );
  const blocks = cases.map((testCase, index) => caseLines(scene, testCase, names[index] ?? ''));
  const imports = ['import pytest', ...cases.flatMap((testCase) => pythonCall(scene, testCase).imports)];
  if (!isGrouped)
    return {
      imports,
      lines: blocks.flatMap((lines, index) => (index === 0 ? lines : ['', '', ...lines])),
      names,
    };
  const members = blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
  const className = freeName(plan, `Test${pascalCase(wordsOf(labelOf(plan, subject)))}`);
  return { imports, lines: [`class ${className}:`, ...indented(members)], names };
};

function caseLines(scene: BlockScene, testCase: TestCase, name: string): string[] {
  const reason = doubleQuoted(`${toBeWritten}: ${testCase.sentence}`);
  const self = scene.plan.style.isGrouped ? 'self' : '';
  return [
    `@pytest.mark.skip(reason=${reason})`,
    `def ${name}(${self}):`,
    ...indented(bodyLines(scene, testCase)),
  ];
}

function bodyLines(scene: BlockScene, testCase: TestCase): string[] {
  const { setup, expression, object } = pythonCall(scene, testCase);
  const { exit } = testCase;
  if (exit?.kind === 'throw') return [...setup, ...raisingLines(expression, exit)];
  const expected = doubleQuoted(expectedHere);
  const isChange = !scene.subject.shape.returnsValue && object !== undefined;
  if (isChange) return [...setup, expression, `assert ${object} == ${expected}`];
  return [...setup, `result = ${expression}`, `assert result == ${expected}`];
}

function raisingLines(expression: string, exit: Exit): string[] {
  const { caught, name, text } = raisedError(exit);
  return [
    `with pytest.raises(${caught}) as raised:`,
    `\t${expression}`,
    `assert ${text('raised.value')} == ${doubleQuoted(exit.message ?? messageHere)}`,
    ...(name === undefined ? [] : [`assert raised.type.__name__ == ${doubleQuoted(name)}`]),
  ];
}
