import { bareDocument } from '../../../base/text-document.ts';
import { estimateTokens } from '../../../context/budget/estimate-tokens.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';

/** The lines of a file that a prompt shows: all of them where they fit, else those around the place that matters. */
export function shownRange(text: string, focus: OffsetRange, maxTokens: number): OffsetRange {
  if (estimateTokens(text) <= maxTokens) return { start: 0, end: text.length };
  const document = bareDocument(text);
  let first = document.lineOf(focus.start);
  let last = document.lineOf(focus.end);
  const cost = (line: number) => estimateTokens(document.lineText(line)) + 1;
  let left = maxTokens;
  for (let line = first; line <= last; line++) left -= cost(line);
  // Twice as much above as below: what comes first says what the rest means.
  for (let step = 0; left > 0 && (first > 0 || last + 1 < document.lineCount); step++) {
    const isAbove = (step % 3 < 2 && first > 0) || last + 1 >= document.lineCount;
    left -= cost(isAbove ? first - 1 : last + 1);
    if (left <= 0) break;
    if (isAbove) first -= 1;
    else last += 1;
  }
  return { start: document.lineStart(first), end: document.lineEnd(last) };
}
