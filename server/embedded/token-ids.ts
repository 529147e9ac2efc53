/** Ends a file in a token sequence; matches never reach across it. */
export const fileEnd = 0;

/** A line that starts at the same indentation as the last line that was not blank. */
export const sameIndent = 1;
/** A line that starts deeper. */
export const deeper = 2;
/** A line that starts less deep. */
const shallower = 3;

/** The first id of a token that is written out. */
export const firstWord = 4;

/** The ids of blanks that every table of blanks starts with. */
export const noBlank = 0;
export const oneSpace = 1;
export const fixedBlanks: readonly string[] = ['', ' '];

export function isLineStart(token: number): boolean {
  return token >= sameIndent && token <= shallower;
}

/** The token that starts a line of this indentation after one of that. */
export function lineStartToken(indentation: number, before: number): number {
  if (indentation === before) return sameIndent;
  return indentation > before ? deeper : shallower;
}

/** Columns of a run of blanks; a tab counts four. */
export function columnsOf(text: string, from: number, to: number): number {
  let columns = 0;
  for (let i = from; i < to; i++) columns += text.charCodeAt(i) === 9 ? 4 : 1;
  return columns;
}
