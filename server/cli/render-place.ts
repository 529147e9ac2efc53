import type { LineSpan } from '../context/context-item.ts';

import { paint, printable } from './paint.ts';
import { clipEnd } from './source-lines.ts';
import type { Output } from './terminal.ts';

/** A stretch of a file, with what is to be said of it. */
export interface DescribedPlace {
  /** `path:line` first, so that terminals make a link of it. */
  readonly place: string;
  readonly reason: string;
  /** In a few words of our own. */
  readonly facts: string;
}

/** What is written on. */
export type Paper = Pick<Output, 'colors' | 'columns'>;

/** `path:from-to`, lines counted from 1; of several stretches one after the other. */
export function placeOf(path: string, spans: readonly LineSpan[]): string {
  const lines = spans.map(({ startLine, endLine }) =>
    endLine - startLine <= 1 ? String(startLine + 1) : `${startLine + 1}-${endLine}`,
  );
  return printable(`${path}:${lines.join(',')}`).replaceAll('\t', '\ufffd');
}

/**
 * `place  reason  (facts)` in one line, or in two where the output is too narrow. The place is never cut, because
 * it is there to be followed.
 */
export function renderPlace({ place, reason, facts }: DescribedPlace, output: Paper): string {
  const heading = paint('bold', place, output);
  const behind = `(${facts})`;
  const shown = printable(reason).replaceAll('\t', ' ');
  const besides = output.columns - place.length - behind.length - 4;
  if (besides >= Math.min(shown.length, leastReason)) {
    return `${heading}  ${clipEnd(shown, besides)}  ${paint('dim', behind, output)}`;
  }
  const below = Math.max(leastReason, output.columns - behind.length - 4);
  return `${heading}\n  ${clipEnd(shown, below)}  ${paint('dim', behind, output)}`;
}

const leastReason = 20;
