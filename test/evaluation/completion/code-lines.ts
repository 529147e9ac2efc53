import { isCommentLine } from '../../../server/evaluation/line-cases.ts';

/** A line of a text. */
export interface CodeLine {
  readonly text: string;
  /** Offsets of its first character and behind its last one. */
  readonly start: number;
  readonly end: number;
  /** Blanks before its first other character. */
  readonly indent: number;
  /** Neither blank nor a comment, nor in a Python docstring, nor longer than anybody writes. */
  readonly isCode: boolean;
}

/** All lines of a text with `\n` line ends. */
export function codeLinesOf(text: string): readonly CodeLine[] {
  const lines: CodeLine[] = [];
  let start = 0;
  let isInString = false;
  for (const line of text.split('\n')) {
    const isBoundary = (line.split('"""').length - 1) % 2 === 1;
    const isBare = line.trim() === '' || line.length > longestLine || isCommentLine(line) || isFence(line);
    lines.push({
      text: line,
      start,
      end: start + line.length,
      indent: line.length - line.trimStart().length,
      isCode: !isBare && !isInString && !isBoundary,
    });
    if (isBoundary) isInString = !isInString;
    start += line.length + 1;
  }
  return lines;
}

const longestLine = 160;

/** Of an example in a comment. */
function isFence(line: string): boolean {
  return line.trimStart().startsWith('```');
}
