import { nothing, ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Drops a single character, such as a closing bracket: it is typed sooner than read. */
export const tooShort: Filter = {
  name: 'too-short',
  apply: (text) => ([...text.trim()].length < 2 ? nothing('too-short') : ok(text)),
};
