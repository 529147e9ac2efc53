import type { ChosenSequence } from './choose-sequences.ts';
import type { SequenceResult } from './run-sequence.ts';

/** The half of a sequence, by its commit's name: what was looked at while the rules were tuned, and what was not. */
export function halfOf({ commit }: Pick<ChosenSequence, 'commit'>): 'tuning' | 'held-out' {
  return Number.parseInt(commit.slice(0, 1), 16) % 2 === 0 ? 'tuning' : 'held-out';
}

/** The results as a page: what was measured, the tables, how to run it again. */
export function sequencePage(results: readonly SequenceResult[]): string {
  return `# The next edit, on changes that people made

Written by \`npm run eval:next-edit\`; what came of each sequence stands in next-edit/results.csv.
A sequence is a commit of an open-source repository; they were chosen by a seeded rule before anything was tuned (next-edit/choose-sequences.ts).
Its first change is typed sign by sign into the files as they were before, then the next edit is asked for; what is right is taken, and asked again; at a wrong one the sequence ends.
Where one change brings no offer, the next one that does the same is typed by hand, and asked again.
*Right* is an offer whose range the commit leaves exactly as the offer does. *Reached* are those changes that do the same as the first one, in its file, and were made by offers.
*Replaced*, *renamed*: the commit makes the same small change at three places or more, in the second case beginning with a definition.
*Signature*: it changes the parameters of a function and at least two of its calls. Changes of calls seldom do the same as the first, so that few are expected.
*Single*: nothing in the commit repeats the change, so that silence is right, and every offer that is not another change of the commit counts as wrong.
No model is asked. The half with an odd first digit in the commit's name was held out: nobody looked at it before this page.

${(['held-out', 'tuning'] as const)
  .map((half) =>
    tableFor(
      half,
      results.filter((result) => halfOf(result) === half),
    ),
  )
  .join('\n\n')}

The longest answer took ${Math.max(0, ...results.map(({ ownMs }) => ownMs))} ms, parsing and git included.
`;
}

function tableFor(half: string, results: readonly SequenceResult[]): string {
  const kinds = ['replaced', 'renamed', 'signature', 'single'] as const;
  const repeated = results.filter(({ kind }) => kind !== 'single');
  const rows = [
    ...kinds.map((kind) =>
      rowOf(
        kind,
        results.filter((result) => result.kind === kind),
      ),
    ),
    rowOf('the first three', repeated),
    rowOf('all', results),
  ];
  const head = [
    '',
    'sequences',
    'with an offer',
    'after one change',
    'first one right',
    'offers',
    'right',
    'wrong',
    'precision',
    'reached',
  ];
  return [`## ${half}`, '', line(head), line(head.map(() => '---')), ...rows].join('\n');
}

function rowOf(name: string, results: readonly SequenceResult[]): string {
  const right = sum(results.map((result) => result.right));
  const wrong = sum(results.map((result) => result.wrong));
  const expected = sum(results.map((result) => result.expected));
  const reached = sum(results.map((result) => result.reached));
  const offered = results.filter(({ offeredAfter }) => offeredAfter > 0).length;
  const early = results.filter(({ offeredAfter }) => offeredAfter === 1).length;
  const first = results.filter((result) => result.offeredAfter > 0 && result.right > 0).length;
  return line([
    ...[
      name,
      results.length,
      `${offered} (${percent(offered, results.length)})`,
      early,
      first,
      right + wrong,
      right,
      wrong,
    ],
    ...[percent(right, right + wrong), `${reached} of ${expected} (${percent(reached, expected)})`],
  ]);
}

function line(cells: readonly (string | number)[]): string {
  return `| ${cells.join(' | ')} |`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
