import { nothing, ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';

/** Cuts the last words before the cursor, with which some models begin again: `return ` and then `return x`. */
export const repeatedPrefix: Filter = {
  name: 'repeated-prefix',
  apply: (text, { linePrefix }) => {
    const repeated = repeatedEnd(linePrefix.slice(-maxUnits), text);
    if (repeated === 0) return ok(text);
    const rest = text.slice(repeated);
    return rest.trim() === '' ? nothing('echoes-prompt') : ok(rest);
  },
};

/** How much of the beginning of `text` is the end of `prefix`, in whole words. */
function repeatedEnd(prefix: string, text: string): number {
  for (let start = 0; start < prefix.length; start++) {
    if (isWord(prefix.charAt(start)) === isWord(prefix.charAt(start - 1))) continue;
    const end = prefix.slice(start);
    if (isTelling(end) && text.startsWith(end)) return end.length;
  }
  return 0;
}

/** Behind a comma, an operator or an opening bracket the same word often stands twice. */
function isTelling(end: string): boolean {
  if (!isWord(end.charAt(0)) || /^(?:long|very)\s/.test(end)) return false;
  return /[\p{L}\d_]{3}$/u.test(end) || /[\p{L}_]{3}(?:\s+|\s*=\s*|\.)$/u.test(end);
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(character);
}

const maxUnits = 200;
