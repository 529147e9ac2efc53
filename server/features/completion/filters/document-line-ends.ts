import type { TextDocument } from '../../../base/text-document.ts';

/** Gives a text with `\n` line ends those that the document has on its first line. */
export function withLineEndsOf(document: TextDocument, text: string): string {
  const lineEnd = document.text.slice(document.lineEnd(0), document.lineStart(1));
  return lineEnd === '' || lineEnd === '\n' ? text : text.replaceAll('\n', lineEnd);
}
