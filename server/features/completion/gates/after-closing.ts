import { leftOfCursor, rightOfCursor } from './cursor-line.ts';
import type { Gate } from './gate.ts';

/**
 * Right behind a closing bracket or `;` with code behind the cursor nothing is missing as a rule. What editors
 * close by themselves, and the end of a statement, does not count as code: `f(g()█);` may go on.
 */
export const afterClosing: Gate = {
  reason: 'after-closing',
  stops: 'automatic',
  isClosed: ({ request }) =>
    /[)\]};]$/.test(leftOfCursor(request)) && /[^\s)\]}>'"`;,]/.test(rightOfCursor(request)),
};
