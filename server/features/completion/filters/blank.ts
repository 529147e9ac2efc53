import { nothing, ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Drops what has nothing but blanks. */
export const blank: Filter = {
  name: 'blank',
  apply: (text) => (text.trim() === '' ? nothing('blank') : ok(text)),
};
