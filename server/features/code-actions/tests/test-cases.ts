import type { Exit } from '../../../syntax/source-shape.ts';
import { waysThrough } from '../ways/ways-through.ts';
import { caseSentences } from './case-names.ts';
import type { TestPlan, TestSubject } from './test-plan.ts';
import { usualWishes, type Wishes, wishesOf } from './wished-values.ts';

/** One test to be written: a way through the function. */
export interface TestCase {
  /** What it shows: "returns 0 when items.length === 0". */
  readonly sentence: string;
  /** How that way leaves the function; undefined where the text does not tell. */
  readonly exit: Exit | undefined;
  /** What parameters must be for that way to be taken, as far as it is plain. */
  readonly wishes: Wishes;
}

/** The cases of a function: one for each branch, and one for the way that takes none of them. */
export function casesOf(plan: TestPlan, { shape }: TestSubject): TestCase[] {
  const ways = waysThrough(shape);
  const sentences = caseSentences(ways, shape, plan.language);
  const wished = ways.map((way) => wishesOf(way, shape.parameters));
  const usual = usualWishes(shape.parameters, wished);
  return ways.map(({ exit }, index) => ({
    sentence: sentences[index] ?? '',
    exit,
    wishes: new Map([...usual, ...(wished[index] ?? [])]),
  }));
}
