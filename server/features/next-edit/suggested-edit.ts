import type { TextDocument } from '../../base/text-document.ts';
import type { OffsetRange } from '../../syntax/offset-range.ts';

/** Where a person asks for the next edit. */
export interface NextEditRequest {
  readonly document: TextDocument;
  /** The cursor. */
  readonly offset: number;
}

/** A change at another place that follows from what the person has just changed. */
export interface EditPlace {
  readonly uri: string;
  /** In the text of that file as it is now. */
  readonly range: OffsetRange;
  /** What stands there now. */
  readonly replaced: string;
  readonly text: string;
  /** The line around it, by which it is known again. */
  readonly surrounding: string;
  /** Why, in a few words: "you replaced load by fetch 2 times". */
  readonly explanation: string;
}

/** One that is offered. */
export interface SuggestedEdit extends EditPlace {
  readonly id: string;
  /** The text that the range is of. */
  readonly document: TextDocument;
  /** Of the document; undefined where it is not open. */
  readonly version: number | undefined;
}

/** The line that a place begins in, without what is to be replaced. */
export function surroundingOf(text: string, { start, end }: OffsetRange): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end);
  return `${text.slice(lineStart, start)}\0${text.slice(end, lineEnd < 0 ? text.length : lineEnd)}`.slice(
    0,
    longest,
  );
}

const longest = 300;
