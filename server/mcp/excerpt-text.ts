/** A stretch of a file, lines counted from 0, `endLine` behind it. */
interface Excerpt {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  readonly reason: string;
}

/** One stretch under its place: `src/a.ts:3-9 (reason)`; lines count from 1, as people and citations do. */
export function excerptText({ path, startLine, endLine, text, reason }: Excerpt): string {
  const why = reason === '' ? '' : ` (${reason})`;
  return `${path}:${startLine + 1}-${endLine}${why}\n${text.replace(/\r?\n$/, '')}`;
}
