import { ok } from '../../../base/outcome.ts';
import { linesAround } from '../layout/nearby-lines.ts';
import { type FoundMarker, findEverydayMarker, findMarker, speaksOfMarkers } from '../reply/fim-markers.ts';
import type { Filter } from './filter.ts';
import { untilStable } from './until-stable.ts';

/**
 * Cuts a text where a control marker ends it, and takes out those that mean nothing. Where the file itself speaks of
 * such markers near the cursor, they are text.
 */
export const fimMarkers: Filter = {
  name: 'fim-markers',
  apply: (text, { document, offset }) =>
    linesAround(document, document.lineOf(offset)).some(speaksOfMarkers)
      ? ok(text)
      : ok(untilStable(text, withoutMarker)),
};

/** Without the first marker, and without what follows it where that is no part of the answer. */
function withoutMarker(text: string): string {
  const found = firstMarker(text);
  if (found === undefined) return text;
  const before = text.slice(0, found.start);
  const isEnd = found.role === 'end' || (found.role === 'prompt' && before.trim() !== '');
  return isEnd ? before : before + text.slice(found.end);
}

function firstMarker(text: string): FoundMarker | undefined {
  const certain = findMarker(text, 0);
  const everyday = findEverydayMarker(text, 0);
  if (certain === undefined || everyday === undefined) return certain ?? everyday;
  return certain.start < everyday.start ? certain : everyday;
}
