import { liesWithin } from '../../../syntax/offset-range.ts';
import type { Branch, Exit, FunctionShape } from '../../../syntax/source-shape.ts';
import { raiseVerbOf } from '../ways/raise-verb.ts';
import { isRaised } from '../ways/raised-exit.ts';

/** The branches of a function and how each leaves it, as a list with those that stand in others below them. */
export function waysInWords({ branches }: FunctionShape, language: string): string {
  if (branches.length === 0) return '';
  const lines = outermost(branches).flatMap((branch) => branchLines(branch, branches, language));
  const shown = lines.length > mostLines ? [...lines.slice(0, mostLines), '- and so on'] : lines;
  return ['Ways through it:', ...shown].join('\n');
}

function branchLines(branch: Branch, branches: readonly Branch[], language: string): readonly string[] {
  const { exit } = branch;
  const when = `- ${whenWords(branch)}:`;
  const inner = outermost(branches.filter(({ range }) => liesWithin(range, branch.range)));
  if (inner.length === 0) return [`${when} ${exit === undefined ? 'goes on' : exitWords(exit, language)}`];
  // What becomes of a branch that only holds others is theirs to say.
  const own = exit === undefined ? [] : [`- in the end: ${exitWords(exit, language)}`];
  const below = [...inner.flatMap((each) => branchLines(each, branches, language)), ...own];
  return [when, ...below.map((line) => `  ${line}`)];
}

function outermost(branches: readonly Branch[]): readonly Branch[] {
  return branches.filter(({ range }) => !branches.some((other) => liesWithin(range, other.range)));
}

/** An error that is a value is given back, whatever the way is called. */
function exitWords(exit: Exit, language: string): string {
  const code = exit.text === '' ? '' : ` \`${exit.text}\``;
  if (exit.kind === 'return') return `returns${code}`;
  if (!isRaised(exit, language)) return `gives${code}`;
  const verb = raiseVerbOf(language);
  return verb === 'panics' ? `panics by${code}` : `${verb}${code}`;
}

function whenWords({ kind, condition, subject }: Branch): string {
  switch (kind) {
    case 'when':
      return condition === '' ? 'when its condition holds' : `when \`${condition}\``;
    case 'case':
      return subject === '' ? `when \`${condition}\`` : `when \`${subject}\` is \`${condition}\``;
    case 'catch':
      return `when an error is caught${condition === '' ? '' : ` (\`${condition}\`)`}`;
    case 'otherwise':
      return 'otherwise';
  }
}

const mostLines = 12;
