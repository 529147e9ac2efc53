import { evidenceKinds, importWeights } from '../../../server/context/retrievers/import-likelihood.ts';
import { type learnChoices, rankOfChosen } from './conditional-logit.ts';
import type { CrossFileResult } from './cross-file.ts';
import { grouped, hitShare, table } from './page-cells.ts';
import { languageOfPath } from './retrieval-cases.ts';

/** The results as a page. `missing` are the ids of cases whose history is not there. */
export function crossFilePage(
  results: readonly CrossFileResult[],
  missing: readonly string[],
  learn: typeof learnChoices,
): string {
  return [
    introduction,
    `${results.length} cases. ${missingText(missing)}`,
    table(
      ['found by', ...limits.map((limit) => `chunk@${limit}`), 'file@5'],
      methodRows.map(([name, method]) => {
        const found = results.map((result) => result.found[method]);
        const chunks = found.map(({ chunk }) => chunk);
        const files = found.map(({ file }) => file);
        return [name, ...limits.map((limit) => hitShare(chunks, limit)), hitShare(files, 5)];
      }),
    ),
    ...groupTables(results),
    costs(results),
    ...weightsSection(results, learn),
  ].join('\n\n');
}

const introduction = `# Finding what a completion needs

Written by \`npm run eval:retrieval -- --task cross-file\`; the ranks of every case stand in cross-file.csv.
A case is a cursor at which a name of another file comes next. The rest of its line is taken away and the file indexed anew, so that nobody can look.
A hit is an item that shows the line on which the name is defined, among the first by score; items are cut to 1,500 tokens together. The findings of single retrievers are not cut.
The set favours imports: all names but one are imported by their file. Intervals are 95 % bootstrap intervals over the cases.`;

const methodRows = [
  ['BM25 of the lines around the cursor', 'similar'],
  ['definitions alone', 'definitions'],
  ['**the engine**', 'engine'],
] as const;

const limits = [1, 3, 5, 10] as const;

function missingText(missing: readonly string[]): string {
  if (missing.length === 0) return 'All had their history.';
  return `${missing.length} more had no history and are not counted: ${missing.join(', ')}.`;
}

function groupTables(results: readonly CrossFileResult[]): readonly string[] {
  const rows = (groupOf: (result: CrossFileResult) => string) =>
    grouped(results, groupOf).map(([group, own]) => {
      const chunks = own.map(({ found }) => found.engine.chunk);
      return [group, String(own.length), ...limits.map((limit) => hitShare(chunks, limit))];
    });
  const head = (name: string) => [name, 'cases', ...limits.map((limit) => `chunk@${limit}`)];
  return [
    table(
      head('language'),
      rows(({ crossFileCase }) => languageOfPath(crossFileCase.path)),
    ),
    table(
      head('repository'),
      rows(({ crossFileCase }) => crossFileCase.repository),
    ),
  ];
}

function costs(results: readonly CrossFileResult[]): string {
  const rows = grouped(results, ({ crossFileCase }) => crossFileCase.repository).map(([repository, own]) => {
    const times = own.map(({ tookMs }) => tookMs).sort((a, b) => a - b);
    const at = (share: number) => (times[Math.ceil(share * times.length) - 1] ?? 0).toFixed(1);
    const tokens = own.reduce((sum, { usedTokens }) => sum + usedTokens, 0) / own.length;
    return [repository, at(0.5), at(0.99), tokens.toFixed(0)];
  });
  return table(['repository', 'p50 ms', 'p99 ms', 'mean tokens'], rows);
}

/** What the weights are worth in a repository from which nothing was learnt. */
function weightsSection(results: readonly CrossFileResult[], learn: typeof learnChoices): readonly string[] {
  const known = results.flatMap(({ crossFileCase, choice }) =>
    choice === undefined ? [] : [{ repository: crossFileCase.repository, choice }],
  );
  const learnt = (from: typeof known) =>
    learn(
      from.map(({ choice }) => choice),
      evidenceKinds.length,
    );
  const ours = evidenceKinds.map((kind) => importWeights[kind]);
  const foreign = grouped(known, ({ repository }) => repository).map(([repository, own]) => {
    const weights = learnt(known.filter((one) => one.repository !== repository));
    return { repository, weights, ranks: own.map(({ choice }) => rankOfChosen(choice, weights)) };
  });
  const row = (name: string, weights: readonly number[], ranks: readonly number[]) => [
    name,
    ...weights.map((weight) => weight.toFixed(2)),
    ...[1, 3, 5].map((limit) => hitShare(ranks, limit)),
  ];
  const ranksBy = (weights: readonly number[]) => known.map(({ choice }) => rankOfChosen(choice, weights));
  const all = learnt(known);
  return [
    `## Which import is meant

Weights of the evidence for an imported name, learnt by conditional logit; the ranks are among the imported names of the file alone. ${known.length} cases name something imported whose definition is found.
The last lines are learnt on all other repositories and ranked on the one they name; the line above them has these ranks together.`,
    table(
      ['weights', ...evidenceKinds, '@1', '@3', '@5'],
      [
        row('the default', ours, ranksBy(ours)),
        row('learnt on all', all, ranksBy(all)),
        [
          'each learnt on the others',
          ...evidenceKinds.map(() => ''),
          ...[1, 3, 5].map((limit) =>
            hitShare(
              foreign.flatMap(({ ranks }) => ranks),
              limit,
            ),
          ),
        ],
        ...foreign.map(({ repository, weights, ranks }) => row(`without ${repository}`, weights, ranks)),
      ],
    ),
    '',
  ];
}

/** One line a case, in the order of the ids; 0 where it was not found. */
export function crossFileCsv(results: readonly CrossFileResult[]): string {
  const rank = (value: number) => (Number.isFinite(value) ? value : 0);
  const lines = results.map(({ crossFileCase, found }) =>
    [
      JSON.stringify(crossFileCase.id),
      languageOfPath(crossFileCase.path),
      ...[found.similar.chunk, found.definitions.chunk, found.engine.chunk, found.engine.file].map(rank),
    ].join(','),
  );
  return `${['case,language,similar,definitions,engine,engine file', ...lines.sort()].join('\n')}\n`;
}
