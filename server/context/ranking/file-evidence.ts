import type { LexicalIndex } from '../lexical/lexical-index.ts';
import { searchFiles } from '../lexical/lexical-search.ts';
import { type QueryWeights, queryTerms, symbolTerms, titleOf } from '../lexical/query-terms.ts';
import { type PastChange, type PastChanges, recencyScores } from './past-changes.ts';
import { isCodePath, isDeclarationPath, isTestPath, mentionedPaths, mentionScore } from './priors.ts';

/** All that speaks for a file as the answer to a request, before it is weighed. */
export interface FileEvidence {
  readonly path: string;
  /** BM25 of the best chunk, and of the three best together. */
  readonly text: number;
  readonly threeBest: number;
  /** The rarity of the terms that stand anywhere in the file. */
  readonly coverage: number;
  /** BM25 of the names that a chunk defines, and of the path. */
  readonly name: number;
  readonly pathScore: number;
  /** How well it fits the paths that the request mentions, 0 to 1. */
  readonly mention: number;
  /** How lately and often it was changed, 1 for the first of all files. */
  readonly recent: number;
  /** How like the request is what was said of its changes, and of those of its folder. */
  readonly past: number;
  readonly folderPast: number;
  /** BM25 of all that was ever said of its changes. */
  readonly history: number;
  /** The rarity of the names in the request, written as code, that it defines. */
  readonly symbol: number;
  readonly isTest: boolean;
  readonly isCode: boolean;
  readonly isDeclaration: boolean;
}

export interface EvidenceRequest {
  readonly index: LexicalIndex;
  readonly query: string;
  /** Newest first; empty without a history. */
  readonly changes: readonly PastChange[];
  /** The same, ready to be searched. */
  readonly past: PastChanges;
  readonly exists: (path: string) => boolean;
  readonly queryWeights?: QueryWeights;
}

/** The evidence for every file that something speaks for, in the order of the paths. */
export function fileEvidence(request: EvidenceRequest): readonly FileEvidence[] {
  const terms = [...queryTerms(request.query, request.queryWeights), ...symbolTerms(request.query)];
  const matches = new Map(searchFiles(request.index, terms).map((match) => [match.path, match]));
  const recent = ofTheFirst(recencyScores(request.changes, recencyHalfLife));
  const titleTerms = queryTerms(titleOf(request.query), request.queryWeights);
  const past = request.past.scores(titleTerms, similarChanges);
  const history = request.past.historyScores(titleTerms);
  const folderPast = byFolder(past);
  const mentions = mentionedPaths(request.query);
  const paths = [...new Set([...matches.keys(), ...history.keys(), ...past.keys(), ...recent.keys()])].filter(
    request.exists,
  );
  return paths.sort().map((path) => {
    const match = matches.get(path);
    return {
      path,
      text: match?.text ?? 0,
      threeBest: match?.threeBest ?? 0,
      coverage: match?.coverage ?? 0,
      name: match?.name ?? 0,
      pathScore: match?.pathScore ?? 0,
      mention: mentionScore(path, mentions),
      recent: recent.get(path) ?? 0,
      past: past.get(path) ?? 0,
      folderPast: folderPast.get(folderOf(path)) ?? 0,
      history: history.get(path) ?? 0,
      symbol: match?.symbol ?? 0,
      isTest: isTestPath(path),
      isCode: isCodePath(path),
      isDeclaration: isDeclarationPath(path),
    };
  });
}

function byFolder(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [path, score] of scores) sums.set(folderOf(path), (sums.get(folderOf(path)) ?? 0) + score);
  return sums;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function ofTheFirst(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  let first = 0;
  for (const score of scores.values()) first = Math.max(first, score);
  return new Map(Array.from(scores, ([path, score]) => [path, score / first]));
}

/** Commits; 10 to 30 do equally well on the development cases. */
const recencyHalfLife = 15;
/** Commits; 30 and 100 do equally well. */
const similarChanges = 30;
