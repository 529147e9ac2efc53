import type { Exit, FunctionShape } from '../../../syntax/source-shape.ts';
import { isRaised } from '../ways/raised-exit.ts';
import type { DocEntry } from './doc-entry.ts';
import { exitReasons } from './exit-reasons.ts';

/** What is thrown, and when, as far as the conditions around it tell. */
export function thrownEntries({ exits, branches }: FunctionShape): readonly DocEntry[] {
  const byType = new Map<string, Exit[]>();
  for (const exit of exits) {
    if (exit.kind !== 'throw' || exit.errorType === undefined) continue;
    byType.set(exit.errorType, [...(byType.get(exit.errorType) ?? []), exit]);
  }
  return Array.from(byType, ([name, thrown]) => ({
    name,
    type: undefined,
    text: sentence(exitReasons(thrown, branches, '')),
  }));
}

/** The same where errors are values: when such a value is given back, and when there is a panic. */
export function valueFailures({ branches, exits }: FunctionShape, language: string): readonly DocEntry[] {
  const thrown = exits.filter(({ kind }) => kind === 'throw');
  const errors = thrown.filter((exit) => !isRaised(exit, language));
  const panics = thrown.filter((exit) => isRaised(exit, language));
  const fails = exitReasons(errors, branches, '`').map((reason, at) =>
    at === 0 ? `fails ${reason}` : reason,
  );
  return [
    { name: 'Errors', type: undefined, text: sentence(fails) },
    { name: 'Panics', type: undefined, text: sentence(exitReasons(panics, branches, '`')) },
  ].filter(({ text }) => text !== '');
}

function sentence(reasons: readonly string[]): string {
  const joined = reasons.join(', or ');
  return joined === '' ? '' : `${joined.charAt(0).toUpperCase()}${joined.slice(1)}.`;
}
