import type { Gate } from './gate.ts';

/** Too many suggestions in a row were not wanted in this file. */
export const manualAfterDismissals: Gate = {
  reason: 'manual-after-dismissals',
  stops: 'automatic',
  isClosed: ({ attention }) => attention.status.kind === 'manual',
};
