import type { TestPlan } from '../../../server/features/code-actions/tests/test-plan.ts';
import type { FunctionShape } from '../../../server/syntax/source-shape.ts';

/** What the planted error of a function says. */
export function plantedMessage({ name }: FunctionShape): string {
  return `planted in ${name}`;
}

/**
 * The functions of a plan in groups: with errors planted in all of one, each case can still reach its own function.
 * What makes the objects of other functions comes last.
 */
export function plantableGroups({ subjects }: TestPlan): readonly (readonly FunctionShape[])[] {
  const makers = new Set(subjects.map(({ owner }) => owner?.construct?.range.start));
  const shapes = subjects.map(({ shape }) => shape);
  const isMaker = ({ range }: FunctionShape) => makers.has(range.start);
  return [shapes.filter((shape) => !isMaker(shape)), shapes.filter(isMaker)].filter(
    (group) => group.length > 0,
  );
}

/** Makes functions throw before they do anything else. */
export function withPlantedErrors(
  { language }: TestPlan,
  group: readonly FunctionShape[],
  source: string,
): string {
  const fromLast = [...group].sort((one, other) => other.range.start - one.range.start);
  return fromLast.reduce((text, shape) => {
    const at = shape.body?.start;
    if (at === undefined) throw new Error(`${shape.name} has no body to plant an error in`);
    return `${text.slice(0, at)}${statementOf(language, shape, text.slice(0, at))}${text.slice(at)}`;
  }, source);
}

function statementOf(language: string, shape: FunctionShape, before: string): string {
  const message = JSON.stringify(plantedMessage(shape));
  const indent = before.slice(before.lastIndexOf('\n') + 1);
  if (language === 'python') return `raise RuntimeError(${message})\n${indent}`;
  const write = statements.get(language);
  if (write === undefined) throw new Error(`no way to plant an error in ${language}`);
  return `${write(message)}\n`;
}

const statements: ReadonlyMap<string, (message: string) => string> = new Map([
  ['typescript', (message: string) => `throw new Error(${message});`],
  ['javascript', (message: string) => `throw new Error(${message});`],
  ['go', (message: string) => `\npanic(${message})`],
  ['rust', (message: string) => `panic!(${message});`],
  // The compiler refuses code that nothing can reach.
  ['java', (message: string) => `if (true) throw new RuntimeException(${message});`],
  ['ruby', (message: string) => `raise ${message}`],
  ['php', (message: string) => `throw new \\RuntimeException(${message});`],
]);
