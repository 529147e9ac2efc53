import { tellingWordCount, titleOf } from '../lexical/query-terms.ts';
import type { FileEvidence } from './file-evidence.ts';
import { isAboutTests } from './priors.ts';

/**
 * How much each kind of evidence counts beside the text of the best chunk, which counts 1. Each is first brought to at
 * most about 1 by the best that any file of the request has.
 */
export interface FileWeights {
  readonly threeBest: number;
  readonly coverage: number;
  readonly name: number;
  readonly path: number;
  readonly mention: number;
  readonly recent: number;
  readonly partRecent: number;
  readonly past: number;
  readonly folderPast: number;
  readonly history: number;
  readonly symbol: number;
  /** Factors for files of tests, for what is no code, and for what only declares. */
  readonly testFactor: number;
  readonly otherFactor: number;
  readonly declarationFactor: number;
}

/** Chosen on the development cases; test/evaluation/retrieval.md shows how, and how well they carry over. */
export const defaultFileWeights: FileWeights = {
  threeBest: 0.25,
  coverage: 0.5,
  name: 0.3,
  path: 1,
  mention: 0.6,
  recent: 0.4,
  partRecent: 0.2,
  past: 0.4,
  folderPast: 0.1,
  history: 0.4,
  symbol: 0.1,
  testFactor: 0.4,
  otherFactor: 0.1,
  declarationFactor: 0.3,
};

export interface RankedFile {
  readonly path: string;
  readonly score: number;
}

/** The files in the order in which they answer a request; equal ones in the order of their paths. */
export function rankFiles(
  query: string,
  evidence: readonly FileEvidence[],
  weights: FileWeights = defaultFileWeights,
): readonly RankedFile[] {
  return [...scoreFiles(query, evidence, weights)].sort(byScore);
}

/** The first `limit` of them, without putting all the others in order. */
export function bestFiles(
  query: string,
  evidence: readonly FileEvidence[],
  limit: number,
): readonly RankedFile[] {
  const scored = scoreFiles(query, evidence, defaultFileWeights);
  const least =
    Float64Array.from(scored, ({ score }) => score)
      .sort()
      .at(-limit) ?? Number.NEGATIVE_INFINITY;
  return scored
    .filter(({ score }) => score >= least)
    .sort(byScore)
    .slice(0, limit);
}

/** The same in the order of the evidence. */
export function scoreFiles(
  query: string,
  evidence: readonly FileEvidence[],
  weights: FileWeights,
): readonly RankedFile[] {
  const testFactor = isAboutTests(titleOf(query)) ? 1 : weights.testFactor;
  const tops = topsOf(evidence);
  const weighed = withPriors(weights, priorFactor(tellingWordCount(query)));
  return evidence.map((file) => {
    const factor =
      (file.isTest ? testFactor : 1) *
      (file.isCode ? 1 : weights.otherFactor) *
      (file.isDeclaration ? weights.declarationFactor : 1);
    return { path: file.path, score: sumOf(file, tops, weighed) * factor };
  });
}

/**
 * How much counts what is known of the files beforehand: all of it beside a request as short as the subject of a commit,
 * the less the more words speak for themselves. 10 to 20 words and powers from a quarter to 1 do about equally well.
 */
export function priorFactor(words: number): number {
  return Math.min(1, Math.sqrt(fewWords / Math.max(1, words)));
}

function withPriors(weights: FileWeights, factor: number): FileWeights {
  const { recent, partRecent, past, folderPast, history } = weights;
  return {
    ...weights,
    recent: recent * factor,
    partRecent: partRecent * factor,
    past: past * factor,
    folderPast: folderPast * factor,
    history: history * factor,
  };
}

/** Less than 0 when `a` comes first. */
export function byScore(a: RankedFile, b: RankedFile): number {
  return b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
}

const scaled = ['text', 'threeBest', 'coverage', 'past', 'folderPast', 'history', 'symbol'] as const;

type Tops = Readonly<Record<(typeof scaled)[number], number>>;

/** The highest of each kind of evidence that has no scale of its own; names and paths share that of the text. */
function topsOf(evidence: readonly FileEvidence[]): Tops {
  const tops = {
    text: least,
    threeBest: least,
    coverage: least,
    past: least,
    folderPast: least,
    history: least,
    symbol: least,
  };
  for (const file of evidence) for (const kind of scaled) tops[kind] = Math.max(tops[kind], file[kind]);
  return tops;
}

/** Of recency and of similar changes the roots count: that they are there says more than how much of them. */
function sumOf(file: FileEvidence, tops: Tops, weights: FileWeights): number {
  return (
    (file.text + weights.name * file.name + weights.path * file.pathScore) / tops.text +
    (weights.threeBest * file.threeBest) / tops.threeBest +
    (weights.coverage * file.coverage) / tops.coverage +
    weights.mention * file.mention +
    weights.recent * Math.sqrt(file.recent) +
    weights.partRecent * Math.sqrt(file.partRecent) +
    weights.past * Math.sqrt(file.past / tops.past) +
    (weights.folderPast * file.folderPast) / tops.folderPast +
    (weights.history * file.history) / tops.history +
    (weights.symbol * file.symbol) / tops.symbol
  );
}

const least = 1e-9;
const fewWords = 12;
