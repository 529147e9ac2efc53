import type { Gate } from './gate.ts';
import { isInComment } from './is-in-comment.ts';

/** The cursor stands in a comment, and settings want nothing there. */
export const inComment: Gate = {
  reason: 'in-comment',
  stops: 'automatic',
  isClosed: ({ options, request: { document, offset } }) =>
    !options.comments && isInComment(document, offset),
};
