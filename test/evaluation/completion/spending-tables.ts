import { grouped, table } from '../retrieval/page-cells.ts';
import type { Answer, CaseResult, RepositoryResults } from './case-results.ts';
import { percent } from './rates.ts';
import { charactersPerToken, type ModelCost } from './synthetic-model.ts';

/** What the model was asked, what it wrote, and how much of that was shown. */
export function tokenTable(results: readonly RepositoryResults[]): string {
  const rows = results.flatMap(({ repository, costs, cases }) =>
    (['synthetic', 'both'] as const).map((set) => [
      `${repository}: ${set}`,
      ...costCells(costs[set], cases, (one) => one.answers[set]),
    ]),
  );
  return `## Tokens

Per request to the model: tokens of the prompt, the most that it may write, what it wrote before it was done or stopped, and what of it was shown.
A piece of the stream counts as one token, other text as one per ${charactersPerToken} characters.

${table(['', 'places', 'requests', 'prompt', 'allowed', 'written', 'shown'], rows)}`;
}

function costCells(
  cost: ModelCost,
  cases: readonly CaseResult[],
  answerOf: (one: CaseResult) => Answer,
): readonly string[] {
  const shown = cases.reduce((sum, one) => sum + shownLength(answerOf(one)), 0) / charactersPerToken;
  const perRequest = (tokens: number) => (tokens / Math.max(1, cost.requests)).toFixed(1);
  return [
    String(cases.length),
    String(cost.requests),
    ...[cost.prompt, cost.allowed, cost.written, shown].map(perRequest),
  ];
}

function shownLength(answer: Answer): number {
  return answer.kind === 'shown' ? answer.text.length : 0;
}

/** How often the model is asked while a person types. */
export function typingTable(results: readonly RepositoryResults[]): string {
  const typed = results.flatMap((result) => result.typed);
  const groups = [...grouped(typed, ({ kind }) => kind), ['all', typed] as const];
  const rows = groups.map(([kind, holes]) => {
    const keystrokes = holes.reduce((sum, hole) => sum + hole.keystrokes, 0);
    const requests = holes.reduce((sum, hole) => sum + hole.requests, 0);
    const served = holes.reduce((sum, hole) => sum + hole.served, 0);
    return [
      kind,
      String(holes.length),
      String(keystrokes),
      ((100 * requests) / Math.max(1, keystrokes)).toFixed(1),
      percent(served / Math.max(1, keystrokes)),
    ];
  });
  return `## While typing

What is missing is typed by hand, at ten characters a second, with both to answer; each keystroke asks and gives up what the one before has asked.
Without any reuse there would be 100 requests per 100 keystrokes.
Served: keystrokes that had a suggestion on screen before the next one came; the model takes 300 ms to begin.

${table(['', 'holes', 'keystrokes', 'requests per 100 keystrokes', 'served'], rows)}`;
}
