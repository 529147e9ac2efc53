import type { Gate } from './gate.ts';

/** The user wants quiet for a while. */
export const snoozed: Gate = {
  reason: 'snoozed',
  stops: 'automatic',
  isClosed: ({ attention }) => attention.status.kind === 'snoozed',
};
