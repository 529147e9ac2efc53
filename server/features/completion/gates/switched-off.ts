import type { Gate } from './gate.ts';

/** The user switched suggestions off for this session. */
export const switchedOff: Gate = {
  reason: 'switched-off',
  stops: 'automatic',
  isClosed: ({ attention }) => attention.status.kind === 'off',
};
