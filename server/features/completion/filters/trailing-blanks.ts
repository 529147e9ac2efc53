import { ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/**
 * Cuts blanks at the end. In front of the rest of a line they part two words, and a line end parts a block from the
 * bracket that closes it.
 */
export const trailingBlanks: Filter = {
  name: 'trailing-blanks',
  apply: (text, { lineSuffix }) => {
    const kept = text.trimEnd();
    if (lineSuffix.trim() === '' || kept === '') return ok(kept);
    const blanks = text.slice(kept.length);
    const isBlock = /^\r?\n/.test(text) && /^[)\]}]/.test(lineSuffix);
    return ok(isBlock ? text : kept + (/^[ \t]*/.exec(blanks)?.[0] ?? ''));
  },
};
