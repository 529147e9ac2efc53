import type { Branch, Exit } from '../../../syntax/source-shape.ts';
import { branchesAround } from '../ways/branches-around.ts';

/** When exits happen, each reason once, to stand behind "fails"; none where that is not known of every one of them. */
export function exitReasons(
  exits: readonly Exit[],
  branches: readonly Branch[],
  quote: string,
): readonly string[] {
  const known = exits.map((exit) => ({
    message: exit.message ?? '',
    condition: conditionOf(branchesAround(exit, branches), quote),
  }));
  // What is known only by its message may happen at any time, so no condition stands for that message.
  const bare = new Set(known.flatMap(({ message, condition }) => (condition === undefined ? [message] : [])));
  if (bare.has('')) return [];
  const reasons = known.map(({ message, condition }) =>
    condition === undefined || bare.has(message) ? `with the message "${message}"` : condition,
  );
  return [...new Set(reasons)];
}

/** What holds in a place; undefined where that is not just conditions, or too much of them. */
function conditionOf(around: readonly Branch[], quote: string): string | undefined {
  if (around.length === 0) return undefined;
  if (around.some(({ kind, condition }) => kind !== 'when' || condition === '')) return undefined;
  const text = around.map(({ condition }) => `${quote}${condition}${quote}`).join(' and ');
  if (text.length > longestCondition) return undefined;
  return text.startsWith('unless ') ? text : `if ${text}`;
}

const longestCondition = 60;
