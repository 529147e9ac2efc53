import { ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Cuts blank lines with which a text begins on a line that is empty already. */
export const leadingBlankLines: Filter = {
  name: 'leading-blank-lines',
  apply: (text, { linePrefix, lineSuffix }) => {
    if (linePrefix.trim() !== '' || lineSuffix.trim() !== '') return ok(text);
    const code = text.search(/\S/);
    return code === -1 ? ok(text) : ok(text.slice(text.lastIndexOf('\n', code) + 1));
  },
};
