import { ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Drops the last line of several when the model was cut off in it; a single line is worth having as it is. */
export const halfLine: Filter = {
  name: 'half-line',
  apply: (text, { isCutOff, shape }) => {
    if (!isCutOff || text.endsWith('\n')) return ok(text);
    const end = text.lastIndexOf('\n');
    if (text.slice(0, end + 1).trim() !== '') return ok(text.slice(0, end + 1));
    return ok(shape.maxLines > 1 ? '' : text);
  },
};
