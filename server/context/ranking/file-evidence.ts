import type { LexicalIndex } from '../lexical/lexical-index.ts';
import { type ChunkMatch, searchFiles } from '../lexical/lexical-search.ts';
import { type QueryWeights, queryTerms, symbolTerms, titleOf } from '../lexical/query-terms.ts';
import { type PastChanges, partOf } from './past-changes.ts';
import { isDeclarationPath, mentionedPaths, mentionScore, pathFactsOf } from './priors.ts';

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
  /** The same for all files of its part of the repository, as it is named by the two folders at the top. */
  readonly partRecent: number;
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
  /** Where the text is that speaks for it, best first; at most three places. */
  readonly places: readonly ChunkMatch[];
}

export interface EvidenceRequest {
  readonly index: LexicalIndex;
  readonly query: string;
  readonly past: PastChanges;
  readonly exists: (path: string) => boolean;
  readonly queryWeights?: QueryWeights;
  /**
   * Looks at so many files by text, by past changes and by history, and at none that nothing but its own recency
   * speaks for; without it at all files.
   */
  readonly most?: number;
}

/** The evidence for every file that something speaks for, in no order. */
export function fileEvidence(request: EvidenceRequest): readonly FileEvidence[] {
  const terms = [...queryTerms(request.query, request.queryWeights), ...symbolTerms(request.query)];
  const matches = new Map(
    searchFiles(request.index, terms, request.most).map((match) => [match.path, match]),
  );
  const { files, parts } = request.past;
  const titleTerms = queryTerms(titleOf(request.query), request.queryWeights);
  const past = request.past.scores(titleTerms, similarChanges);
  const history = request.past.historyScores(titleTerms);
  const folderPast = byFolder(past);
  const mentions = mentionedPaths(request.query);
  const { most } = request;
  const answers = [...matches.keys(), ...leading(history, most), ...leading(past, most)];
  const isWide = most === undefined || mentions.length > 0;
  const paths = [...new Set(isWide ? [...answers, ...files.keys()] : answers)].filter(request.exists);
  return paths.map((path) => {
    const match = matches.get(path);
    const { recent, isTest, isCode, folder } = files.get(path) ?? { recent: 0, ...pathFactsOf(path) };
    return {
      path,
      text: match?.text ?? 0,
      threeBest: match?.threeBest ?? 0,
      coverage: match?.coverage ?? 0,
      name: match?.name ?? 0,
      pathScore: match?.pathScore ?? 0,
      mention: mentionScore(path, mentions),
      recent,
      partRecent: parts.get(partOf(path)) ?? 0,
      past: past.get(path) ?? 0,
      folderPast: folderPast.get(folder) ?? 0,
      history: history.get(path) ?? 0,
      symbol: match?.symbol ?? 0,
      isTest,
      isCode,
      isDeclaration: isDeclarationPath(path),
      places: match?.chunks ?? [],
    };
  });
}

/** The paths with the highest scores, all of them without `most`. */
function leading(scores: ReadonlyMap<string, number>, most = Number.POSITIVE_INFINITY): readonly string[] {
  if (scores.size <= most) return [...scores.keys()];
  const least = Float64Array.from(scores.values()).sort().at(-most) ?? 0;
  return Array.from(scores).flatMap(([path, score]) => (score >= least ? path : []));
}

function byFolder(scores: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const [path, score] of scores) sums.set(folderOf(path), (sums.get(folderOf(path)) ?? 0) + score);
  return sums;
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** Commits; 30 and 100 do equally well. */
const similarChanges = 30;
