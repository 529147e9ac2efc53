/** UTF-16 units of a document above which nothing is offered (about 2 MB of text). */
export const maxDocumentLength = 2 * 1024 * 1024;
/** UTF-16 units of the cursor's line above which nothing is offered: such lines are minified code or data. */
export const maxLineLength = 20_000;
