import { rightOfCursor } from './cursor-line.ts';
import type { Gate } from './gate.ts';

/** In the middle of a line a text that flickers while one types moves what stands behind it. */
export const typingFast: Gate = {
  reason: 'typing-fast',
  stops: 'automatic',
  isClosed: ({ typing, rules, request }) =>
    typing.isFast && rules.whileTypingFast === 'at-line-end' && rightOfCursor(request).trim() !== '',
};
