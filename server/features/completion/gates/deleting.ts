import type { Gate } from './gate.ts';

/** Who takes text away is about to change their mind, not to be offered more. */
export const deleting: Gate = {
  reason: 'deleting',
  stops: 'automatic',
  isClosed: ({ typing: { isDeleting, sinceMs = 0 } }) => isDeleting && sinceMs < deletingMs,
};

/** After such a pause the last deletion says nothing about what comes. */
const deletingMs = 2_000;
