/** Drops a last line that may be half a line; empty when there is no other. */
export function dropHalfLine(text: string): string {
  return text.slice(0, Math.max(0, text.lastIndexOf('\n'))).replace(/\r$/, '');
}
