import { grouped, table } from '../retrieval/page-cells.ts';
import { type AnswerSet, answerSets, type CaseResult, type RepositoryResults } from './case-results.ts';
import { filterTable } from './filter-table.ts';
import { codeKinds, silentKinds } from './holes.ts';
import { noiseKinds, plausibleKinds } from './noise.ts';
import { percent, rateCells, rateHead, ratesOf } from './rates.ts';
import { tokenTable, typingTable } from './spending-tables.ts';

/** The results as a page: what was measured, the tables, how to run it again. */
export function completionPage(results: readonly RepositoryResults[]): string {
  const cases = results.flatMap((result) => result.cases);
  const code = cases.filter(({ hole }) => codeKinds.includes(hole.kind));
  const silent = cases.filter(({ hole }) => silentKinds.includes(hole.kind));
  return `${[
    introduction(results),
    '## Where something is missing',
    rateTable(answerSets.map((set) => [setNames[set], code, set])),
    '### By kind of hole',
    rateTable(
      codeKinds.flatMap((kind) =>
        answerSets.map((set) => [`${kind}: ${setNames[set]}`, ofKind(code, kind), set] as const),
      ),
    ),
    '### By repository',
    rateTable(
      results.flatMap(({ repository, cases: own }) =>
        answerSets.map((set) => [`${repository}: ${setNames[set]}`, ofKinds(own), set] as const),
      ),
    ),
    '### By what is wrong with the synthetic reply',
    noiseText,
    rateTable(
      noiseKinds.flatMap((noise) => {
        const own = code.filter((one) => one.noise === noise);
        const name = `${noise}${plausibleKinds.has(noise) ? ' (plausible)' : ''}`;
        const row = (set: AnswerSet) => [`${name}: ${setNames[set]}`, own, set] as const;
        return own.length === 0 ? [] : [row('raw'), row('synthetic')];
      }),
    ),
    '## Where silence is right',
    'The share of places at which nothing is shown.',
    quietTable(silent),
    filterTable(results.flatMap(({ effects }) => effects)),
    tokenTable(results),
    typingTable(results),
  ].join('\n\n')}\n`;
}

function introduction(results: readonly RepositoryResults[]): string {
  const names = results.map(
    ({ repository, learntCharacters }) => `${repository} (${(learntCharacters / 1e6).toFixed(1)} MB learnt)`,
  );
  return `# Completions at holes in real code

Written by \`npm run eval:completion\`; one line a hole is in \`completion/*.csv\`.
The holes are cut into files of ${names.join(', ')}, a fifth of which were held out: the embedded model has learnt the others, and sees the file as the writer has it, without what is missing.
Nothing was tuned on these files.

**The replies of a language model are synthetic**: made of the true text by a seeded program whose faults and their frequencies were fixed before the filters were evaluated with it; [noise.md](completion/noise.md) has them.
They show what the pipeline makes of known faults, not how good a real model is.

| set | who answers |
| --- | --- |
| ${setNames.embedded} | the model of the user's own code, as it is without any setting |
| ${setNames.synthetic} | the synthetic replies, streamed through the pipeline, the embedded model switched off |
| ${setNames.both} | both, as where a model is set |
| ${setNames.raw} | the baseline: the same replies as they come, without the pipeline |

A hole is one of:

- \`line-start\`: a line of code behind its indentation, to its end;
- \`mid-line\`: from behind a blank or an opening sign inside a line, to its end;
- \`arguments\`: what stands between the parentheses of a call or a definition on one line;
- \`block\`: two to eight lines, the body of a block, without blank lines.

Silence is right, because the author wrote nothing there:

- \`inside-word\`: amid a name;
- \`after-closing\`: behind a closing bracket or a semicolon, where the line goes on with words;
- \`line-complete\`: at the end of a line that is a whole statement, with the next line below it;
- \`between-definitions\`: on the first blank line between two definitions.

Exact: the file that comes out is the author's, but for blanks at the ends of lines; so a suggestion of part of what is missing is not exact.
Right so far: exact, or the beginning of what is missing; a line of it, or a part of a line.
Similarity: 1 less the edits between what was shown and what was missing (Levenshtein), as a share of the longer one.
Parse-valid: tree-sitter finds no more faults in the file than in the author's.
Every request is automatic; time is virtual, so that nothing depends on the machine.`;
}

const setNames: Readonly<Record<AnswerSet, string>> = {
  embedded: 'embedded',
  synthetic: 'synthetic',
  both: 'both',
  raw: 'synthetic, raw',
};

const noiseText = `Replies of a kind that is plausible are code that could be meant: nobody has to notice.
Of a reply that was cut off, no part of a line can be exact.`;

type RateRow = readonly [name: string, cases: readonly CaseResult[], set: AnswerSet];

function rateTable(rows: readonly RateRow[]): string {
  const cells = rows.map(([name, cases, set]) => [
    name,
    ...rateCells(ratesOf(cases.map(({ answers }) => answers[set]))),
  ]);
  return table(['', ...rateHead], cells);
}

function quietTable(cases: readonly CaseResult[]): string {
  const groups = [...grouped(cases, ({ hole }) => hole.kind), ['all', cases] as const];
  const rows = groups.map(([kind, own]) => [
    kind,
    String(own.length),
    ...answerSets.map((set) => percent(1 - ratesOf(own.map(({ answers }) => answers[set])).shown)),
  ]);
  return table(['', 'places', ...answerSets.map((set) => setNames[set])], rows);
}

function ofKind(cases: readonly CaseResult[], kind: string): readonly CaseResult[] {
  return cases.filter(({ hole }) => hole.kind === kind);
}

function ofKinds(cases: readonly CaseResult[]): readonly CaseResult[] {
  return cases.filter(({ hole }) => codeKinds.includes(hole.kind));
}
