import { defaultFileWeights, type FileWeights } from '../../../server/context/ranking/file-ranking.ts';
import { byFusion, byWeights, type FirstRank, type PreparedCase } from './first-ranks.ts';
import { hitShare, table } from './page-cells.ts';
import type { Task } from './retrieval-cases.ts';

export interface TaskResults {
  readonly task: Task;
  readonly cases: readonly PreparedCase[];
  /** Ids of cases whose history is not there. */
  readonly missing: readonly string[];
}

/** The results as a page. `leftOut` has, for each repository, the weights learnt on all others. */
export function retrievalPage(
  results: readonly TaskResults[],
  leftOut: ReadonlyMap<string, FileWeights>,
  tuned: FileWeights,
): string {
  return [
    introduction,
    ...results.flatMap((result) => taskSections(result, leftOut, tuned)),
    weightsSection(leftOut, tuned),
  ].join('\n\n');
}

const introduction = `# Finding files by words

Written by \`npm run eval:retrieval\`; the rank of every case stands in the CSV file of its task.
A case is a request in words and the files that were then changed; the index holds the text files of the commit before, nothing later.
A hit is one of those files among the first 1, 5 or 10. No model is asked.
What completions get is measured in retrieval/cross-file.md and retrieval/identifiers.md.
Intervals are 95 % bootstrap intervals over the cases.`;

/** What is added step by step; each step keeps what came before. */
function steps(): readonly (readonly [string, FirstRank])[] {
  const none: FileWeights = {
    threeBest: 0,
    coverage: 0,
    name: 0,
    path: 0,
    mention: 0,
    recent: 0,
    partRecent: 0,
    past: 0,
    folderPast: 0,
    history: 0,
    symbol: 0,
    testFactor: 1,
    otherFactor: 1,
    declarationFactor: 1,
  };
  const { path, testFactor, otherFactor, declarationFactor, name, symbol, mention } = defaultFileWeights;
  const { threeBest, coverage, recent, partRecent, past, folderPast } = defaultFileWeights;
  const paths = { ...none, path };
  const tests = { ...paths, testFactor };
  const code = { ...tests, otherFactor };
  const declared = { ...code, declarationFactor };
  const named = { ...declared, name };
  const exact = { ...named, symbol };
  const mentioned = { ...exact, mention };
  const wide = { ...mentioned, threeBest, coverage };
  const recently = { ...wide, recent };
  const nearby = { ...recently, partRecent };
  const similar = { ...nearby, past, folderPast };
  return [
    ['best chunk', byWeights(none)],
    ['+ path terms', byWeights(paths)],
    ['+ test factor', byWeights(tests)],
    ['+ factor for what is no code', byWeights(code)],
    ['+ factor for what only declares', byWeights(declared)],
    ['+ defined names', byWeights(named)],
    ['+ names written as code, defined exactly so', byWeights(exact)],
    ['+ mentioned paths', byWeights(mentioned)],
    ['+ three best chunks, coverage', byWeights(wide)],
    ['+ recency', byWeights(recently)],
    ['+ recency of the part of the repository', byWeights(nearby)],
    ['+ similar past changes', byWeights(similar)],
    ['+ all past changes of a file as one text: **all**', byWeights(defaultFileWeights)],
    ['all, fused by rank (k = 60)', byFusion({ recent: 0.5, past: 0.5, mention: 0.5 }, defaultFileWeights)],
  ];
}

function taskSections(
  { task, cases, missing }: TaskResults,
  leftOut: ReadonlyMap<string, FileWeights>,
  tuned: FileWeights,
): readonly string[] {
  const all = byWeights(defaultFileWeights);
  const rows = steps().map(([name, rankOf]) => [name, ...shares(cases, rankOf)]);
  const foreign: FirstRank = (one) => byWeights(leftOut.get(one.repository) ?? tuned)(one);
  rows.push(['all, weights learnt on the other repositories', ...shares(cases, foreign)]);
  const groups = (groupOf: (one: PreparedCase) => string) =>
    [...new Set(cases.map(groupOf))].sort().map((group) => {
      const inGroup = cases.filter((one) => groupOf(one) === group);
      return [group, String(inGroup.length), ...shares(inGroup, all)];
    });
  const head = ['hit@1', 'hit@5', 'hit@10'];
  return [
    `## ${task}: ${cases.length} cases\n\n${missingText(missing)}`,
    table(['ranked by', ...head], rows),
    table(
      ['language', 'cases', ...head],
      groups((one) => one.language),
    ),
    table(
      ['repository', 'cases', ...head],
      groups((one) => one.repository),
    ),
  ];
}

function missingText(missing: readonly string[]): string {
  if (missing.length === 0) return 'All cases had their history.';
  return `${missing.length} cases had no history and are not counted: ${missing.join(', ')}.`;
}

function weightsSection(leftOut: ReadonlyMap<string, FileWeights>, tuned: FileWeights): string {
  const names = Object.keys(defaultFileWeights);
  const rowOf = (name: string, weights: FileWeights) => {
    const values = new Map(Object.entries(weights));
    return [name, ...names.map((key) => String(values.get(key)))];
  };
  const rows = [
    rowOf('the default', defaultFileWeights),
    rowOf('learnt on all', tuned),
    ...Array.from(leftOut, ([repository, weights]) => rowOf(`without ${repository}`, weights)),
  ];
  return `## Weights

Each weight goes through a small grid, the others fixed, three times, from a start that knows next to nothing; the mean over the repositories of hits at 1, 5 and 10 decides.
The line "weights learnt on the other repositories" above says what that is worth where nothing was learnt.
Not learnt anew for that line, but chosen on these cases too: which kinds of evidence there are, the size of the chunks, the weights of the terms of a query, half-life and number of past changes, the lists of words. k1 and b of BM25 are those of the literature; others did no better.
The weights recent, partRecent, past, folderPast and history are those beside a short request; all five count less the more words it has (\`priorFactor\`).

${table(['weights', ...names], rows)}
`;
}

function shares(cases: readonly PreparedCase[], rankOf: FirstRank): readonly string[] {
  const ranks = cases.map(rankOf);
  return [1, 5, 10].map((limit) => hitShare(ranks, limit));
}

/** One line a case, in the order of the ids: the rank under the default weights, 0 when it was not found. */
export function retrievalCsv(cases: readonly PreparedCase[]): string {
  const rankOf = byWeights(defaultFileWeights);
  const lines = cases.map((one) => {
    const rank = rankOf(one);
    return [one.id, one.language, Number.isFinite(rank) ? rank : 0].join(',');
  });
  return `${['case,language,rank', ...lines.sort()].join('\n')}\n`;
}
