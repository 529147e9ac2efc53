import type { LexicalIndex } from '../lexical/lexical-index.ts';
import { searchFiles } from '../lexical/lexical-search.ts';
import { type QueryWeights, queryTerms } from '../lexical/query-terms.ts';
import { type PastChange, type PastChanges, recencyScores } from './past-changes.ts';
import { isCodePath, isTestPath, mentionedPaths, mentionScore } from './priors.ts';

/** All that speaks for a file as the answer to a request, before it is weighed. */
export interface FileEvidence {
  readonly path: string;
  /** BM25 of the best chunk, of the three best, of the names defined in the best, of the path. */
  readonly text: number;
  readonly threeBest: number;
  readonly name: number;
  readonly pathScore: number;
  /** How well it fits the paths that the request mentions, 0 to 1. */
  readonly mention: number;
  /** How lately and often it was changed, over a short and a long time, each at most 1 for the first of all files. */
  readonly recent: number;
  readonly frequent: number;
  /** How like the request what was said of its changes is. */
  readonly past: number;
  readonly isTest: boolean;
  readonly isCode: boolean;
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
  const terms = queryTerms(request.query, request.queryWeights);
  const matches = new Map(searchFiles(request.index, terms).map((match) => [match.path, match]));
  const recent = ofTheFirst(recencyScores(request.changes, shortHalfLife));
  const frequent = ofTheFirst(recencyScores(request.changes, longHalfLife));
  const past = request.past.scores(terms, similarChanges);
  const mentions = mentionedPaths(request.query);
  const paths = [...new Set([...matches.keys(), ...past.keys(), ...recent.keys()])]
    .filter(request.exists)
    .sort();
  return paths.map((path) => {
    const match = matches.get(path);
    return {
      path,
      text: match?.text ?? 0,
      threeBest: match?.threeBest ?? 0,
      name: match?.name ?? 0,
      pathScore: match?.pathScore ?? 0,
      mention: mentionScore(path, mentions),
      recent: recent.get(path) ?? 0,
      frequent: frequent.get(path) ?? 0,
      past: past.get(path) ?? 0,
      isTest: isTestPath(path),
      isCode: isCodePath(path),
    };
  });
}

function ofTheFirst(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const first = Math.max(0, ...scores.values());
  return new Map(Array.from(scores, ([path, score]) => [path, score / first]));
}

/** Commits. */
const shortHalfLife = 30;
const longHalfLife = 500;
const similarChanges = 30;
