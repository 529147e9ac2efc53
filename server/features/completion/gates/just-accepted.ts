import type { Gate } from './gate.ts';

/** What was taken is complete until the user types on. */
export const justAccepted: Gate = {
  reason: 'just-accepted',
  stops: 'automatic',
  isClosed: ({ attention }) => attention.isJustAccepted,
};
