import { excerpt, type SourcedText } from '../../base/sourced-text.ts';
import type { TextDocument } from '../../base/text-document.ts';

/** The text around the cursor that a model is shown. */
export interface PromptWindow {
  readonly prefix: SourcedText;
  readonly suffix: SourcedText;
  /** Offsets of the document between which the window lies. */
  readonly start: number;
  readonly end: number;
}

/**
 * What fits into a model's window of `windowTokens` beside an answer of `maxTokens`: three quarters before the
 * cursor, one behind it, and what one side leaves is the other's. Cut at the borders of lines.
 */
export function promptWindow(
  document: TextDocument,
  offset: number,
  { windowTokens, maxTokens }: { readonly windowTokens: number; readonly maxTokens: number },
): PromptWindow {
  const tokens = Math.min(windowTokens - maxTokens - reservedTokens, mostTokens);
  const characters = Math.max(leastTokens, tokens) * charactersPerToken;
  const { length } = document.text;
  const suffixShare = Math.min(length - offset, Math.floor(characters / 4));
  const start = lineStartFrom(document, offset, Math.max(0, offset - (characters - suffixShare)));
  const end = lineEndBefore(document, offset, Math.min(length, start + characters));
  const { uri, text } = document;
  return {
    prefix: excerpt(uri, text, start, offset),
    suffix: excerpt(uri, text, offset, end),
    start,
    end,
  };
}

/** The first line start not before `least`; `least` itself where the cursor's own line is longer than the window. */
function lineStartFrom(document: TextDocument, offset: number, least: number): number {
  const line = document.lineOf(least);
  if (document.lineStart(line) === least) return least;
  const next = document.lineStart(line + 1);
  return next <= offset ? next : outsidePair(document.text, least);
}

function lineEndBefore(document: TextDocument, offset: number, most: number): number {
  if (most >= document.text.length) return document.text.length;
  const start = document.lineStart(document.lineOf(most));
  return start > offset ? start : outsidePair(document.text, most);
}

/** Half a character would arrive as U+FFFD. */
function outsidePair(text: string, offset: number): number {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** A careful figure for source code; tokenizers of code models need 3 to 4. */
const charactersPerToken = 3;
/** More text costs time and, with today's small models, helps little. */
const mostTokens = 2_048;
const leastTokens = 64;
/** For markers, paths and what the estimate gets wrong. */
const reservedTokens = 64;
