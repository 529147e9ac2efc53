import { completionMode } from '../completion-mode.ts';
import type { Gate } from './gate.ts';

/** Settings say that suggestions come here only when asked for. */
export const manualOnly: Gate = {
  reason: 'manual-only',
  stops: 'automatic',
  isClosed: ({ options, request, path }) =>
    completionMode(options, request.document.languageId, path) === 'manual',
};
