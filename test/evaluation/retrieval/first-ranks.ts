import type { FileEvidence } from '../../../server/context/ranking/file-evidence.ts';
import {
  byScore,
  type FileWeights,
  rankFiles,
  scoreFiles,
} from '../../../server/context/ranking/file-ranking.ts';
import { fuseRanks } from '../../../server/context/ranking/reciprocal-rank-fusion.ts';
import { languageOf, type RetrievalCase, type Task } from './retrieval-cases.ts';

/** A case with the evidence of its candidates, as much as any weights could bring to the top. */
export interface PreparedCase {
  readonly task: Task;
  readonly id: string;
  readonly repository: string;
  readonly language: string;
  readonly query: string;
  readonly goldFiles: ReadonlySet<string>;
  readonly candidates: readonly FileEvidence[];
}

export function prepared(task: Task, one: RetrievalCase, evidence: readonly FileEvidence[]): PreparedCase {
  const { id, repository, query } = one;
  const goldFiles = new Set(one.goldFiles);
  return {
    task,
    id,
    repository,
    language: languageOf(one),
    query,
    goldFiles,
    candidates: candidatesOf(evidence),
  };
}

/** The rank of the first file that was looked for, counted from 1, or Infinity. */
export type FirstRank = (one: PreparedCase) => number;

export function byWeights(weights: FileWeights): FirstRank {
  return (one) => {
    const scored = scoreFiles(one.query, one.candidates, weights);
    const [best] = scored.filter((file) => one.goldFiles.has(file.path)).sort(byScore);
    if (best === undefined) return Number.POSITIVE_INFINITY;
    return 1 + scored.reduce((count, file) => (byScore(file, best) < 0 ? count + 1 : count), 0);
  };
}

/** The same evidence, fused by ranks in place of scores: text with names and path, past changes, recency, mentions. */
export function byFusion(
  { recent, past, mention }: Readonly<Record<string, number>>,
  weights: FileWeights,
): FirstRank {
  const keywordWeights = {
    ...weights,
    recent: 0,
    partRecent: 0,
    past: 0,
    folderPast: 0,
    history: 0,
    mention: 0,
  };
  return (one) => {
    const keyword = rankFiles(one.query, one.candidates, keywordWeights).map((file) => file.path);
    const isPlain = new Set(
      one.candidates.filter((file) => file.isCode && !file.isTest).map((file) => file.path),
    );
    const listOf = (scoreOf: (file: FileEvidence) => number) =>
      one.candidates
        .filter((file) => scoreOf(file) > 0 && isPlain.has(file.path))
        .sort((a, b) => scoreOf(b) - scoreOf(a))
        .map((file) => file.path);
    const fused = fuseRanks([
      { ids: keyword },
      { ids: listOf((file) => file.recent), weight: recent ?? 0 },
      { ids: listOf((file) => file.past), weight: past ?? 0 },
      { ids: listOf((file) => file.history), weight: past ?? 0 },
      { ids: listOf((file) => file.mention), weight: mention ?? 0 },
    ]);
    return rankIn(
      one,
      fused.map((file) => file.id),
    );
  };
}

function rankIn(one: PreparedCase, paths: readonly string[]): number {
  const at = paths.findIndex((path) => one.goldFiles.has(path));
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

/** The best by each kind of evidence; keeps what is held in memory for the search of weights small. */
function candidatesOf(evidence: readonly FileEvidence[]): readonly FileEvidence[] {
  const kept = new Set<FileEvidence>();
  const keep = (count: number, scoreOf: (file: FileEvidence) => number) => {
    const scored = evidence.filter((file) => scoreOf(file) > 0).sort((a, b) => scoreOf(b) - scoreOf(a));
    for (const file of scored.slice(0, count)) kept.add(file);
  };
  keep(
    120,
    (file) => (file.text + file.pathScore + file.name) * (file.isTest ? 0.5 : 1) * (file.isCode ? 1 : 0.3),
  );
  keep(40, (file) => file.text);
  keep(40, (file) => file.pathScore);
  keep(40, (file) => file.past);
  keep(40, (file) => file.recent);
  keep(40, (file) => file.history);
  keep(20, (file) => file.symbol);
  keep(60, (file) => file.mention);
  return evidence.filter((file) => kept.has(file));
}
