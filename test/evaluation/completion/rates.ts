import type { Answer } from './case-results.ts';

/** How good the answers at some holes are; shares from 0 to 1. */
export interface Rates {
  readonly count: number;
  readonly shown: number;
  /** Of all holes. */
  readonly exact: number;
  /** Of what is shown; undefined where nothing is. */
  readonly exactOfShown: number | undefined;
  readonly rightSoFarOfShown: number | undefined;
  readonly validOfShown: number | undefined;
  readonly similarityOfShown: number | undefined;
}

export function ratesOf(answers: readonly Answer[]): Rates {
  const shown = answers.flatMap((answer) => (answer.kind === 'shown' ? [answer] : []));
  const exact = shown.filter(({ isExact }) => isExact).length;
  const ofShown = (sum: number) => (shown.length === 0 ? undefined : sum / shown.length);
  return {
    count: answers.length,
    shown: shown.length / Math.max(1, answers.length),
    exact: exact / Math.max(1, answers.length),
    exactOfShown: ofShown(exact),
    rightSoFarOfShown: ofShown(shown.filter(({ isRightSoFar }) => isRightSoFar).length),
    validOfShown: ofShown(shown.filter(({ isValid }) => isValid).length),
    similarityOfShown: ofShown(shown.reduce((sum, { similarity }) => sum + similarity, 0)),
  };
}

/** The cells of a table's row. */
export function rateCells(rates: Rates): readonly string[] {
  return [
    String(rates.count),
    percent(rates.shown),
    percent(rates.exact),
    percent(rates.exactOfShown),
    percent(rates.rightSoFarOfShown),
    percent(rates.validOfShown),
    rates.similarityOfShown === undefined ? '–' : rates.similarityOfShown.toFixed(2),
  ];
}

/** What the cells say. */
export const rateHead: readonly string[] = [
  'holes',
  'shown',
  'exact',
  'exact of shown',
  'right so far, of shown',
  'parse-valid of shown',
  'similarity of shown',
];

export function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(100 * share).toFixed(1)} %`;
}
