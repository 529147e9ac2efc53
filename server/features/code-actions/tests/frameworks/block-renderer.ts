import type { TestCase } from '../test-cases.ts';
import type { TestPlan, TestSubject } from '../test-plan.ts';

/** What a framework's renderer works on. */
export interface BlockScene {
  readonly plan: TestPlan;
  readonly subject: TestSubject;
  readonly cases: readonly TestCase[];
}

/** Test code before the style of the neighbors is laid over it. */
interface RenderedBlock {
  readonly imports: readonly string[];
  /** Indented by tabs, one a level; strings of ours between single quotes where the language has the choice. */
  readonly lines: readonly string[];
  /** The cases as the runner names them. */
  readonly names: readonly string[];
}

/** Writes the cases of one subject in one framework. */
export type BlockRenderer = (scene: BlockScene) => RenderedBlock;

/** Puts blank lines between the cases. */
export function spaced(blocks: readonly (readonly string[])[]): string[] {
  return blocks.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

/** Moves lines in by one level. */
export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? line : `\t${line}`));
}

/** Whether a word stands in the test file or in what the plan imports. */
export function mentions({ imports, existing }: TestPlan, pattern: RegExp): boolean {
  return imports.some((line) => pattern.test(line)) || pattern.test(existing?.text ?? '');
}
