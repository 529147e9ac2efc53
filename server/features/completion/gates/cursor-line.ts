import type { CompletionRequest } from '../suggestion.ts';

/** The cursor's line up to the cursor. */
export function leftOfCursor({ document, offset }: CompletionRequest): string {
  return document.text.slice(document.lineStart(document.lineOf(offset)), offset);
}

/** The cursor's line from the cursor on, without its line end. */
export function rightOfCursor({ document, offset }: CompletionRequest): string {
  return document.text.slice(offset, document.lineEnd(document.lineOf(offset)));
}
