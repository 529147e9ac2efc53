import { nothing, ok } from '../../../base/outcome.ts';
import { linesAbove } from '../layout/nearby-lines.ts';
import { findEcho } from '../reply/find-echo.ts';
import type { Filter } from './filter.ts';

/** Cuts what a model says once more of what stands before the cursor. */
export const promptEcho: Filter = {
  name: 'prompt-echo',
  apply: (text, { document, offset, linePrefix }) => {
    const above = linesAbove(document, document.lineOf(offset), 25);
    const scene = { above, linePrefix };
    let rest = text;
    for (let echo = findEcho(rest, scene); echo.kind === 'found'; echo = findEcho(rest, scene)) {
      rest = rest.slice(echo.end);
    }
    return rest !== text && rest.trim() === '' ? nothing('echoes-prompt') : ok(rest);
  },
};
