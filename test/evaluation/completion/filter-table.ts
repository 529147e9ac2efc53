import { table } from '../retrieval/page-cells.ts';
import type { Answer, FilterEffect } from './case-results.ts';
import { filterNames } from './filter-chain.ts';
import { ratesOf } from './rates.ts';

/** What each filter contributes: all others stay, it is left out. */
export function filterTable(effects: readonly FilterEffect[]): string {
  const rows = filterNames.map((filter) =>
    rowOf(
      filter,
      effects.filter((effect) => effect.filter === filter),
    ),
  );
  return `## What each filter contributes

Each filter is left out alone, of the filters only; the figures say what it is worth to keep it.
Texts changed: replies of which something else is shown with it than without it; dropped: those of which nothing is shown with it.
Exact and parse-valid: texts that are so only with it, less those that are so only without it; a text that is dropped is neither, so a filter that drops broken text has no figure there but in \`dropped, broken\`.
Similarity: the mean change where something is shown both with it and without it.
Quiet: places where silence is right and kept only with it.

${table(head, rows)}`;
}

const head = [
  'filter',
  'texts changed',
  'dropped',
  'dropped, broken',
  'dropped, exact',
  'exact',
  'parse-valid',
  'similarity',
  'quiet',
];

function rowOf(filter: string, effects: readonly FilterEffect[]): readonly string[] {
  const code = effects.filter(({ isSilenceRight }) => !isSilenceRight);
  const both = code.filter(({ withIt, withoutIt }) => isShown(withIt) && isShown(withoutIt));
  const dropped = code.filter(({ withIt }) => !isShown(withIt)).map(({ withoutIt }) => withoutIt);
  const kept = code.filter(({ withIt }) => isShown(withIt));
  const gain = (count: (answer: Answer) => number) =>
    kept.reduce((sum, { withIt, withoutIt }) => sum + count(withIt) - count(withoutIt), 0);
  const quiet = effects.filter(
    ({ isSilenceRight, withIt, withoutIt }) => isSilenceRight && isShown(withoutIt) && !isShown(withIt),
  );
  return [
    filter,
    String(code.length),
    String(dropped.length),
    String(dropped.filter((answer) => isShown(answer) && validity(answer) === 0).length),
    String(dropped.filter((answer) => exactness(answer) === 1).length),
    signed(gain(exactness), 0),
    signed(gain(validity), 0),
    both.length === 0 ? '–' : signed(similarityGain(both), 2),
    String(quiet.length),
  ];
}

function similarityGain(both: readonly FilterEffect[]): number {
  const mean = (answers: readonly Answer[]) => ratesOf(answers).similarityOfShown ?? 0;
  return mean(both.map(({ withIt }) => withIt)) - mean(both.map(({ withoutIt }) => withoutIt));
}

function isShown(answer: Answer): boolean {
  return answer.kind === 'shown';
}

function exactness(answer: Answer): number {
  return answer.kind === 'shown' && answer.isExact ? 1 : 0;
}

function validity(answer: Answer): number {
  return answer.kind === 'shown' && answer.isValid ? 1 : 0;
}

function signed(value: number, digits: number): string {
  return `${value > 0 ? '+' : ''}${value.toFixed(digits)}`;
}
