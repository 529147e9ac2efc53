import { maxDocumentLength } from '../document-limits.ts';
import type { Gate } from './gate.ts';

/** Files of that size are mostly data. */
export const documentTooLarge: Gate = {
  reason: 'document-too-large',
  stops: 'all',
  isClosed: ({ request }) => request.document.text.length > maxDocumentLength,
};
