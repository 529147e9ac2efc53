import { indentOf } from '../base/line-indent.ts';
import type { CorpusFile } from '../embedded/corpus-segment.ts';

/** One line of a file that was held out; what stands right of `cursor` on it is to be guessed. */
export interface LineCase {
  readonly file: CorpusFile;
  /** Offset of the line's first character, of the cursor, and behind its last character. */
  readonly lineStart: number;
  readonly cursor: number;
  readonly lineEnd: number;
  readonly kind: 'line-start' | 'mid-line';
}

/** The text that the writer has: the file without what is right of the cursor on its line. */
export function textBefore(lineCase: LineCase): string {
  return lineCase.file.text.slice(0, lineCase.cursor) + lineCase.file.text.slice(lineCase.lineEnd);
}

/** What the writer would write next. */
export function truthOf(lineCase: LineCase): string {
  return lineCase.file.text.slice(lineCase.cursor, lineCase.lineEnd);
}

/**
 * Picks cursors in lines of code, half of them behind the indentation, half at the end of a token inside the line.
 * Long files are picked more often, as in the typing that made them.
 */
export function pickLineCases(
  files: readonly CorpusFile[],
  count: number,
  random: () => number,
): readonly LineCase[] {
  const total = files.reduce((sum, file) => sum + file.text.length, 0);
  const cases: LineCase[] = [];
  for (let attempt = 0; attempt < count * 20 && cases.length < count; attempt++) {
    const kind = cases.length % 2 === 0 ? 'line-start' : 'mid-line';
    const picked = pickIn(files, Math.floor(random() * total), kind);
    if (picked !== undefined) cases.push(picked);
  }
  return cases;
}

/** Whether a line is nothing but a comment, or part of one. */
export function isCommentLine(line: string): boolean {
  return /^\s*(\/\/|\*|\/\*|#|"""|''')/.test(line);
}

function pickIn(files: readonly CorpusFile[], place: number, kind: LineCase['kind']): LineCase | undefined {
  let offset = place;
  const file = files.find((candidate) => {
    if (offset < candidate.text.length) return true;
    offset -= candidate.text.length;
    return false;
  });
  if (file === undefined) return undefined;
  const lineStart = file.text.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = lineEndFrom(file.text, offset);
  const line = file.text.slice(lineStart, lineEnd);
  if (line.trim() === '' || line.length > longestLine || isCommentLine(line)) return undefined;
  const indentation = line.length - line.trimStart().length;
  const column = kind === 'line-start' ? indentation : boundaryBefore(line, offset - lineStart);
  if (kind === 'mid-line' && column <= indentation) return undefined;
  if (lineStart + column >= lineEnd) return undefined;
  return { file, lineStart, cursor: lineStart + column, lineEnd, kind };
}

function lineEndFrom(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  const exclusive = end < 0 ? text.length : end;
  return text[exclusive - 1] === '\r' ? exclusive - 1 : exclusive;
}

/** The end of a token; behind a word also the blanks are typed, because only they tell that the word is done. */
function boundaryBefore(line: string, column: number): number {
  const end = tokenEndBefore(line, column);
  if (!/[\w$]/.test(line[end - 1] ?? '')) return end;
  return end + indentOf(line.slice(end)).length;
}

function tokenEndBefore(line: string, column: number): number {
  let end = 0;
  for (const match of line.matchAll(tokens)) {
    const next = match.index + match[0].length;
    if (next > column) break;
    end = next;
  }
  return end;
}

/** The boundaries of the prototype's lexer: both models are asked at the same places. */
const tokens =
  /[A-Za-z_$][\w$]*|\d[\w.]*|=>|===|!==|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\.\.\.|\+\+|--|\+=|-=|\/\/|\/\*\*|\*\/|::|->|[^\s\w$]/g;
const longestLine = 400;
