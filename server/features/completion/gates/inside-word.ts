import type { Gate } from './gate.ts';

/**
 * A text in front of the rest of a word would glue two words together, also when it is asked for by hand: the
 * model of the user's own code knows whole words only.
 */
export const insideWord: Gate = {
  reason: 'inside-word',
  stops: 'all',
  isClosed: ({ request: { document, offset } }) =>
    /^[\p{L}\p{N}_$]/u.test(document.text.slice(offset, offset + 2)),
};
