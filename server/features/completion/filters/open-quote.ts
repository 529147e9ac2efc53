import { nothing, ok } from '../../../base/outcome.ts';
import type { Filter } from './filter.ts';
import { trimOpenQuote } from './trim-open-quote.ts';
import { untilStable } from './until-stable.ts';

/**
 * Cuts a quote at the end that opens a string, where nothing on the line closes it and what follows it is missing;
 * a model that said all it wanted has begun a text of several lines.
 */
export const openQuote: Filter = {
  name: 'open-quote',
  apply: (text, { linePrefix, lineSuffix, source, isCutOff }) => {
    if (source === 'model' && !isCutOff) return ok(text);
    const kept = untilStable(text, (rest) => withoutQuote(rest, linePrefix, lineSuffix));
    return kept !== text && kept.trim() === '' ? nothing('too-short') : ok(kept);
  },
};

function withoutQuote(text: string, linePrefix: string, lineSuffix: string): string {
  const quote = text.at(-1) ?? '';
  return lineSuffix.includes(quote) || text.endsWith(quote.repeat(3))
    ? text
    : trimOpenQuote(text, linePrefix);
}
