import type { TextDocument } from '../../base/text-document.ts';

import { endsOpen, opensBlock } from './layout/block-words.ts';
import { indentColumns } from './layout/indent-columns.ts';
import { type LanguageLayout, languageLayout } from './layout/language-layout.ts';
import { linesAbove, linesBelow } from './layout/nearby-lines.ts';

/** How far a suggestion may reach. */
export interface Shape {
  /** Lines, at least 1. */
  readonly maxLines: number;
  /** Whether it may begin on the line below the cursor. */
  readonly mayBeginBelow: boolean;
  /** Lines that a text of one line may have when that opens a block, until the block is complete; else none more. */
  readonly maxBlockLines?: number;
}

/**
 * Several lines where a block has no body yet and on empty lines; one line where a body stands below, in the middle
 * of an expression and in front of other text. Looks at a few lines around the cursor only.
 */
export function shapeAt(document: TextDocument, offset: number, maxLines: number): Shape {
  const line = document.lineOf(offset);
  const prefix = document.text.slice(document.lineStart(line), offset);
  const suffix = document.text.slice(offset, document.lineEnd(line)).trim();
  const layout = languageLayout(document);
  const isOpen = suffix === '' || /^[)\]}>"'`;,\s]*$/.test(suffix);
  if (!isOpen || prefix.trim().startsWith(layout.comment))
    return { maxLines: 1, mayBeginBelow: suffix === '' };
  const above = linesAbove(document, line, window).findLast((text) => text.trim() !== '') ?? '';
  const below = linesBelow(document, line, window).find((text) => text.trim() !== '') ?? '';
  const place = { prefix, suffix, above, below };
  if (wantsBlock(place, layout)) return { maxLines, mayBeginBelow: true };
  const hasBody =
    suffix === '' && indentColumns(below) > indentColumns(prefix.trim() === '' ? above : prefix);
  if (hasBody) return { maxLines: 1, mayBeginBelow: true };
  return { maxLines: 1, mayBeginBelow: suffix === '', maxBlockLines: maxLines };
}

interface Place {
  readonly prefix: string;
  readonly suffix: string;
  /** The nearest lines that are not blank. */
  readonly above: string;
  readonly below: string;
}

function wantsBlock({ prefix, suffix, above, below }: Place, layout: LanguageLayout): boolean {
  if (prefix.trim() === '') {
    if (suffix !== '' && !/^[)\]}]/.test(suffix)) return false;
    return !opensBlock(above, layout) || indentColumns(below) <= indentColumns(above);
  }
  if (!endsOpen(prefix, layout)) return false;
  // In front of its own closing bracket, an argument list is part of a line and a block is not.
  if (suffix !== '') return /[{[]\s*$/.test(prefix);
  return indentColumns(below) <= indentColumns(prefix);
}

/** Lines looked at above and below; more blank ones than this part what has nothing to do with each other. */
const window = 20;
