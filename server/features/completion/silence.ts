import type { TextDocument } from '../../base/text-document.ts';
import type { CompletionOptions } from './completion-options.ts';
import type { CompletionRequest, SilenceReason } from './suggestion.ts';

/** UTF-16 units of a document above which nothing is offered (about 2 MB of text). */
export const maxDocumentLength = 2 * 1024 * 1024;
/** UTF-16 units of the cursor's line above which nothing is offered: such lines are minified code or data. */
export const maxLineLength = 20_000;

/** The gate that keeps a request silent before anything is computed, or undefined when all are passed. */
export function silenceBefore(
  request: CompletionRequest,
  options: CompletionOptions,
): SilenceReason | undefined {
  const { document, offset } = request;
  if (!options.enabled || options.disabledLanguages.includes(document.languageId)) return 'completion-off';
  if (document.text.length > maxDocumentLength) return 'document-too-large';
  if (isLineTooLong(document, offset)) return 'line-too-long';
  if (isInsideWord(document.text, offset)) return 'inside-word';
  return undefined;
}

function isLineTooLong(document: TextDocument, offset: number): boolean {
  const line = document.lineOf(offset);
  return document.lineEnd(line) - document.lineStart(line) > maxLineLength;
}

/** A text inserted in front of the rest of a word would glue two words together. */
function isInsideWord(text: string, offset: number): boolean {
  return /^[\p{L}\p{N}_$]/u.test(text.slice(offset, offset + 2));
}
