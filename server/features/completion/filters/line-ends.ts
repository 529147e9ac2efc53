import { ok } from '../../../base/outcome.ts';
import { withLineEndsOf } from './document-line-ends.ts';
import type { Filter } from './filter.ts';

/** Gives a text the line ends of the document. */
export const lineEnds: Filter = {
  name: 'line-ends',
  apply: (text, { document }) => ok(withLineEndsOf(document, text.replaceAll('\r\n', '\n'))),
};
