import { maxLineLength } from '../document-limits.ts';
import type { Gate } from './gate.ts';

/** Lines of that length are minified code or data. */
export const lineTooLong: Gate = {
  reason: 'line-too-long',
  stops: 'all',
  isClosed: ({ request: { document, offset } }) => {
    const line = document.lineOf(offset);
    return document.lineEnd(line) - document.lineStart(line) > maxLineLength;
  },
};
