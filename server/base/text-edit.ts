import type { TextChange } from './text-document.ts';

/**
 * A batch of edits: offsets are of one text, the one before them all; in order, none overlapping another. Two that
 * insert at the same place go in the order of the list.
 */
export type TextEdits = readonly TextChange[];

/** The text after a batch of edits. */
export function applyEdits(text: string, edits: TextEdits): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of edits) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

/** One batch that does what the two do one after the other; offsets of `second` are of the text after `first`. */
export function composeEdits(first: TextEdits, second: TextEdits): TextChange[] {
  return editsOf(piecesAfter(piecesOf(first), second));
}

/** Changes that were made one after the other, each by offset in the text that the one before left, as one batch. */
export function batchOf(changes: readonly TextChange[]): TextChange[] {
  return changes.reduce<TextChange[]>((batch, change) => composeEdits(batch, [change]), []);
}

/**
 * The same edits for the text after `later`, a batch for the same text; undefined where a later change overlaps or
 * touches what an edit replaces.
 */
export function rebaseEdits(edits: TextEdits, later: TextEdits): TextChange[] | undefined {
  const rebased: TextChange[] = [];
  for (const { start, end, text } of edits) {
    const touching = later.some((change) => change.start <= end && start <= change.end);
    if (touching) return undefined;
    const shift = shiftBefore(start, later);
    rebased.push({ start: start + shift, end: end + shift, text });
  }
  return rebased;
}

/**
 * Where a range lies after later changes: it grows and shrinks with those inside it; undefined where one crosses its
 * edge or replaces all of it. What is inserted at an edge stays outside.
 */
export function rebaseRange(
  range: { readonly start: number; readonly end: number },
  later: TextEdits,
): { readonly start: number; readonly end: number } | undefined {
  let start = range.start;
  let end = range.end;
  for (const change of later) {
    const shift = change.text.length - (change.end - change.start);
    if (change.end <= range.start) {
      start += shift;
      end += shift;
    } else if (change.start < range.end) {
      if (!isStrictlyInside(change, range)) return undefined;
      end += shift;
    }
  }
  return { start, end };
}

/** Where an offset lies after a change; what is inserted just there stands behind it. */
export function offsetAfter(offset: number, { start, end, text }: TextChange): number {
  if (offset <= start) return offset;
  return offset < end ? start : offset + text.length - (end - start);
}

/** A part of a text that edits are making: kept of the text before, or inserted. */
type Piece =
  | { readonly kind: 'kept'; readonly start: number; readonly end: number }
  | { readonly kind: 'inserted'; readonly text: string };

/** The last piece is kept without end, since a batch does not say how long its text is. */
function piecesOf(edits: TextEdits): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { start, end, text } of edits) {
    pieces.push({ kind: 'kept', start: at, end: start }, { kind: 'inserted', text });
    at = end;
  }
  return [...pieces, { kind: 'kept', start: at, end: Number.POSITIVE_INFINITY }];
}

function piecesAfter(pieces: readonly Piece[], edits: TextEdits): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const { start, end, text } of edits) {
    result.push(...cut(pieces, at, start), { kind: 'inserted', text });
    at = end;
  }
  return [...result, ...cut(pieces, at, Number.POSITIVE_INFINITY)];
}

/** The pieces between two offsets of the text that they make. */
function cut(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const result: Piece[] = [];
  let at = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const start = Math.max(from - at, 0);
    const end = Math.min(to - at, length);
    if (start < end) result.push(partOf(piece, start, end));
    at += length;
  }
  return result;
}

function lengthOf(piece: Piece): number {
  return piece.kind === 'kept' ? piece.end - piece.start : piece.text.length;
}

function partOf(piece: Piece, start: number, end: number): Piece {
  if (piece.kind === 'inserted') return { kind: 'inserted', text: piece.text.slice(start, end) };
  return { kind: 'kept', start: piece.start + start, end: piece.start + end };
}

function editsOf(pieces: readonly Piece[]): TextChange[] {
  const edits: TextChange[] = [];
  let at = 0;
  let text = '';
  for (const piece of pieces) {
    if (piece.kind === 'inserted') {
      text += piece.text;
    } else if (piece.start < piece.end) {
      if (at < piece.start || text !== '') edits.push({ start: at, end: piece.start, text });
      at = piece.end;
      text = '';
    }
  }
  return edits;
}

function shiftBefore(offset: number, edits: TextEdits): number {
  return edits
    .filter(({ end }) => end <= offset)
    .reduce((shift, { start, end, text }) => shift + text.length - (end - start), 0);
}

function isStrictlyInside(
  change: TextChange,
  range: { readonly start: number; readonly end: number },
): boolean {
  const isWhole = change.start === range.start && change.end === range.end;
  return range.start <= change.start && change.end <= range.end && !isWhole;
}
