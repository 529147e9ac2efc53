import { type Answer, answerSets, type CaseResult } from './case-results.ts';

/** One line a hole: where it is, what is wrong with its synthetic reply, and what came of it in each set. */
export function casesCsv(cases: readonly CaseResult[]): string {
  const lines = cases.map(({ hole, noise, answers }) =>
    [
      hole.kind,
      `${hole.file.path}:${hole.line}:${columnOf(hole.file.text, hole.start)}`,
      noise,
      ...answerSets.map((set) => cellOf(answers[set], hole.start === hole.end)),
    ].join(','),
  );
  return `${['kind', 'place', 'reply', ...answerSets].join(',')}\n${lines.join('\n')}\n`;
}

/** The reason for silence; or what was shown: `exact`, else whether it is the start of what is missing, whether it parses, its similarity. */
function cellOf(answer: Answer, isSilenceRight: boolean): string {
  if (answer.kind === 'silent') return answer.reason;
  if (isSilenceRight) return 'shown';
  if (answer.isExact) return 'exact';
  const parses = answer.isValid ? 'valid' : 'broken';
  return `${answer.isRightSoFar ? 'start ' : ''}${parses} ${answer.similarity.toFixed(2)}`;
}

/** Counted from 1. */
function columnOf(text: string, offset: number): number {
  return offset - text.lastIndexOf('\n', offset - 1);
}
