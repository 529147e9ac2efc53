/** The white space at the start of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

/** The white space at the start of the line that an offset stands in, as far as it stands in front of the offset. */
export function indentAt(text: string, offset: number): string {
  return indentOf(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset));
}
