import { ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Gives a text `\n` line ends, so that the others know one kind only. */
export const unixLineEnds: Filter = {
  name: 'unix-line-ends',
  apply: (text) => ok(text.replaceAll('\r\n', '\n')),
};
