import { nothing, ok } from '../../../base/outcome.ts';
import { isSafeText } from '../../../base/safe-text.ts';
import type { Filter } from './filter.ts';

/** Drops a text with characters that hide what a person sees, or with lines that nobody would read. */
export const unfitText: Filter = {
  name: 'unfit-text',
  apply: (text) => {
    const isLong = text.split('\n').some(({ length }) => length > maxLineLength);
    return isLong || !isSafeText(text) ? nothing('unfit-text') : ok(text);
  },
};

const maxLineLength = 400;
