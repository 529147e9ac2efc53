import { nothing, ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Drops a text that brings back what the user has just taken away. */
export const undoneEdit: Filter = {
  name: 'undone-edit',
  apply: (text, { removed }) =>
    removed.some((old) => isBroughtBack(withoutBlanks(text), withoutBlanks(old)))
      ? nothing('undoes-edit')
      : ok(text),
};

/** The same text, a beginning of it that says something, or it with a little more. */
function isBroughtBack(text: string, removed: string): boolean {
  if (text === removed) return text !== '';
  if (removed.startsWith(text)) return text.length >= 3;
  return text.startsWith(removed) && removed.length >= Math.max(8, text.length / 2);
}

function withoutBlanks(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
