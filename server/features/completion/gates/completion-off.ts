import { completionMode } from '../completion-mode.ts';
import type { Gate } from './gate.ts';

/** Settings turn completion off: everywhere, for the language or for the file. */
export const completionOff: Gate = {
  reason: 'completion-off',
  stops: 'all',
  isClosed: ({ options, request, path }) =>
    !options.enabled || completionMode(options, request.document.languageId, path) === 'off',
};
