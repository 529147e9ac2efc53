/** How a text ends most of its lines. */
export function newlineOf(text: string): '\n' | '\r\n' {
  const all = text.split('\n').length - 1;
  const windows = text.split('\r\n').length - 1;
  return all < windows * 2 ? '\r\n' : '\n';
}

/** A text, such as a model writes it, with the line ends of a file. */
export function withLineEnds(text: string, newline: '\n' | '\r\n'): string {
  return text.replaceAll(/\r?\n/g, newline);
}
