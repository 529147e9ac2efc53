import type { TextDocument } from '../base/text-document.ts';

/** Lines of a document, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * Cuts lines into pieces of at most `most` UTF-16 units, each cut where the text is quietest: behind a blank line, at
 * little indentation. Blank lines at the ends of a piece are left out; a line that is longer stands alone.
 */
export function cutLines(document: TextDocument, lines: LineRange, most: number): LineRange[] {
  const pieces: LineRange[] = [];
  let rest = withoutBlankEnds(document, lines);
  while (rest !== undefined) {
    const end = pieceEnd(document, rest, most);
    const piece = withoutBlankEnds(document, { first: rest.first, last: end });
    if (piece !== undefined) pieces.push(piece);
    rest = withoutBlankEnds(document, { first: end + 1, last: rest.last });
  }
  return pieces;
}

function withoutBlankEnds(document: TextDocument, { first, last }: LineRange): LineRange | undefined {
  let start = first;
  let end = last;
  while (start <= end && isBlank(document, start)) start += 1;
  while (start <= end && isBlank(document, end)) end -= 1;
  return start <= end ? { first: start, last: end } : undefined;
}

/** The last line of the piece that begins with `first`. */
function pieceEnd(document: TextDocument, { first, last }: LineRange, most: number): number {
  const limit = document.lineStart(first) + most;
  if (document.lineEnd(last) <= limit) return last;
  let fitting = first;
  while (fitting < last && document.lineEnd(fitting + 1) <= limit) fitting += 1;
  let best = fitting;
  let bestUnrest = Number.POSITIVE_INFINITY;
  // Cutting in the first half would leave pieces that tell little.
  for (let line = fitting; line > (first + fitting) / 2; line--) {
    const unrest = unrestBehind(document, line);
    if (unrest < bestUnrest) {
      best = line;
      bestUnrest = unrest;
    }
  }
  return best;
}

/** How much a cut behind `line` tears apart. */
function unrestBehind(document: TextDocument, line: number): number {
  const next = document.lineText(line + 1);
  const indentation = next.length - next.trimStart().length;
  return isBlank(document, line) ? indentation : indentation + tornCost;
}

/** A cut between two lines of text costs as much as so many columns of indentation. */
const tornCost = 4;

function isBlank(document: TextDocument, line: number): boolean {
  const end = document.lineEnd(line);
  for (let at = document.lineStart(line); at < end; at++) {
    const unit = document.text.charCodeAt(at);
    // Beyond a space and tabs, blanks are rare: only those are asked for in full.
    if (unit === space || (unit >= tab && unit <= carriageReturn)) continue;
    return document.text.slice(at, end).trim() === '';
  }
  return true;
}

const tab = 9;
const carriageReturn = 13;
const space = 32;
