import type { Gate } from './gate.ts';

/** The file is a secret place, or rules exclude it. */
export const fileExcluded: Gate = {
  reason: 'file-excluded',
  stops: 'all',
  isClosed: ({ request, isExcluded }) => isExcluded(request.document.uri),
};
