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
 * What fits into a model's window of `windowTokens` beside an answer of `maxTokens`: six parts in ten before the
 * cursor, one and a half behind it, and what one side leaves is the other's. Cut where a definition begins if one does
 * close to the limit, else at the border of a line.
 */
export function promptWindow(
  document: TextDocument,
  offset: number,
  { windowTokens, maxTokens }: { readonly windowTokens: number; readonly maxTokens: number },
): PromptWindow {
  const tokens = Math.min(windowTokens - maxTokens - reservedTokens, mostTokens);
  const characters = Math.max(leastTokens, tokens) * charactersPerToken;
  const { before, behind } = shares(characters, offset, document.text.length - offset);
  const start = startFrom(document, offset, offset - before);
  const end = endBefore(document, offset, offset + behind);
  const { uri, text } = document;
  return {
    prefix: excerpt(uri, text, start, offset),
    suffix: excerpt(uri, text, offset, end),
    start,
    end,
  };
}

/** How much of the document is shown on each side, in UTF-16 units, of what there is. */
function shares(
  characters: number,
  before: number,
  behind: number,
): { readonly before: number; readonly behind: number } {
  const prefixShare = Math.floor(characters * prefixPart);
  const suffixShare = Math.floor(characters * suffixPart);
  const spareBefore = Math.max(0, prefixShare - before);
  const spareBehind = Math.max(0, suffixShare - behind);
  return {
    before: Math.min(before, prefixShare + spareBehind),
    behind: Math.min(behind, suffixShare + spareBefore),
  };
}

/** Not before `least`; `least` itself where the cursor's own line is longer than the window. */
function startFrom(document: TextDocument, offset: number, least: number): number {
  if (least <= 0) return 0;
  const line = document.lineOf(least);
  const next = document.lineStart(line) === least ? line : line + 1;
  if (document.lineStart(next) > offset) return outsidePair(document.text, least);
  const last = document.lineOf(least + Math.floor((offset - least) * searchedPart));
  return document.lineStart(paragraphStart(document, next, last) ?? next);
}

/** Not behind `most`. */
function endBefore(document: TextDocument, offset: number, most: number): number {
  if (most >= document.text.length) return document.text.length;
  const line = document.lineOf(most);
  if (document.lineStart(line) <= offset) return outsidePair(document.text, most);
  const first = document.lineOf(most - Math.floor((most - offset) * searchedPart)) + 1;
  return document.lineStart(paragraphStart(document, first, line) ?? line);
}

/**
 * Of the lines that follow a blank one the first of the least indented: there a definition begins, with the comments
 * and decorators above it. Undefined where no line between the two, both included, is such a one.
 */
function paragraphStart(document: TextDocument, first: number, last: number): number | undefined {
  let best: number | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let line = Math.max(1, first); line <= last; line++) {
    const text = document.lineText(line);
    const indentation = text.search(/\S/);
    if (indentation === -1 || indentation >= least || document.lineText(line - 1).trim() !== '') continue;
    if (/^[)\]}]/.test(text.slice(indentation))) continue;
    best = line;
    least = indentation;
  }
  return best;
}

/** Half a character would arrive as U+FFFD. */
function outsidePair(text: string, offset: number): number {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** Of what context and the answer leave of the window; the rest is kept for what the estimate gets wrong. */
const prefixPart = 0.6;
const suffixPart = 0.15;
/** How much of a side may be given up so that it ends at a definition. */
const searchedPart = 0.2;
/** A careful figure for source code; tokenizers of code models need 3 to 4. */
const charactersPerToken = 3;
/** More text costs time and, with today's small models, helps little. */
const mostTokens = 2_048;
const leastTokens = 64;
/** For markers, paths and what the estimate gets wrong. */
const reservedTokens = 64;
