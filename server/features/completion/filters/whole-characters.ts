import { ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Cuts half a surrogate pair from either end, where a stream was cut in the middle of a character. */
export const wholeCharacters: Filter = {
  name: 'whole-characters',
  apply: (text) => ok(text.replace(/^[\uDC00-\uDFFF]+/, '').replace(/[\uD800-\uDBFF]+$/, '')),
};
