import type { TextDocument } from '../base/text-document.ts';
import { type ChunkSpan, chunkSpansOf } from './chunk-spans.ts';
import { cutLines, type LineRange } from './cut-lines.ts';
import type { OffsetRange } from './offset-range.ts';
import type { Outline } from './outline.ts';

/** A part of a file that is found and shown as a whole: entire lines, no blank ones at its ends. */
export interface Chunk {
  /** A whole definition, a part of a large one, what stands between definitions, or text without a grammar. */
  readonly kind: 'definition' | 'part' | 'rest' | 'text';
  readonly range: OffsetRange;
  /** Signatures of the definitions around it, outermost first; none of them stands in the chunk itself. */
  readonly signatures: readonly OffsetRange[];
}

/** How large chunks become, in UTF-16 units. */
interface ChunkSizes {
  /** A class or module above this is cut into its members. */
  readonly container: number;
  /** Anything above this is cut at its quietest lines. */
  readonly most: number;
}

/** About 750 and 1,500 tokens: a class that still fits a prompt, and a function that nearly fills one. */
const chunkSizes: ChunkSizes = { container: 3_000, most: 6_000 };

/** Cuts a file along its syntax. Every line that is not blank lies in exactly one chunk, in the order of the text. */
export function chunksOf(document: TextDocument, outline: Outline | undefined, sizes = chunkSizes): Chunk[] {
  const lines = { first: 0, last: document.lineCount - 1 };
  const cut = (piece: LineRange) =>
    cutLines(document, piece, outline === undefined ? sizes.container : sizes.most);
  if (outline === undefined)
    return cut(lines).map((piece) => chunkOf(document, { kind: 'text', lines: piece }));
  const pieces = joined(piecesBetween(chunkSpansOf(document, outline), lines, 'rest'), (_, next) =>
    isScrap(document, next),
  );
  return pieces.flatMap((piece) => refine(document, piece, sizes)).map((piece) => chunkOf(document, piece));
}

interface Piece {
  readonly kind: Chunk['kind'];
  readonly lines: LineRange;
  readonly span?: ChunkSpan;
  readonly signatures?: readonly OffsetRange[];
}

/** The spans, and what stands between them. */
function piecesBetween(
  spans: readonly ChunkSpan[],
  { first, last }: LineRange,
  restKind: Chunk['kind'],
): Piece[] {
  const pieces: Piece[] = [];
  let next = first;
  for (const span of spans) {
    if (next < span.first) pieces.push({ kind: restKind, lines: { first: next, last: span.first - 1 } });
    pieces.push({ kind: 'definition', lines: span, span });
    next = span.last + 1;
  }
  if (next <= last) pieces.push({ kind: restKind, lines: { first: next, last } });
  return pieces;
}

/** Cuts a piece that is too large: into the definitions inside it, else at its quietest lines. */
function refine(document: TextDocument, piece: Piece, sizes: ChunkSizes): Piece[] {
  const { span, signatures = [] } = piece;
  const size = document.lineEnd(piece.lines.last) - document.lineStart(piece.lines.first);
  if (
    span === undefined ||
    span.children.length === 0 ||
    size <= (span.isContainer ? sizes.container : sizes.most)
  ) {
    const lines = cutLines(document, piece.lines, sizes.most);
    if (lines.length < 2) return lines.map((whole) => ({ ...piece, lines: whole }));
    const inner = [...signatures, ...(span?.signatures ?? [])];
    return lines.map((part) => ({
      kind: span === undefined ? piece.kind : 'part',
      lines: part,
      signatures: inner,
    }));
  }
  const inner = [...signatures, ...span.signatures];
  const members = joined(
    piecesBetween(span.children, span, 'part'),
    (one, next) => areBothSmall(document, one, next) || isScrap(document, next),
  );
  return members.flatMap((part) => refine(document, { ...part, signatures: inner }, sizes));
}

/** A closing brace is no chunk of its own, and members of a line or two stay together. */
function joined(pieces: readonly Piece[], belongs: (one: Piece, next: Piece) => boolean): Piece[] {
  const result: Piece[] = [];
  for (const piece of pieces) {
    const before = result.at(-1);
    if (before === undefined || !belongs(before, piece)) {
      result.push(piece);
      continue;
    }
    const span = before.span && { ...before.span, last: piece.lines.last };
    const kind = piece.span === undefined ? before.kind : 'part';
    const lines = { first: before.lines.first, last: piece.lines.last };
    result[result.length - 1] = span === undefined ? { kind, lines } : { kind, lines, span };
  }
  return result;
}

function areBothSmall(document: TextDocument, one: Piece, other: Piece): boolean {
  return document.lineEnd(other.lines.last) - document.lineStart(one.lines.first) <= smallCharacters;
}

function isScrap(document: TextDocument, { lines }: Piece): boolean {
  const end = document.lineEnd(lines.last);
  return (
    end - document.lineStart(lines.first) <= smallCharacters && !/[\p{L}\p{N}]/u.test(textOf(document, lines))
  );
}

function chunkOf(document: TextDocument, { kind, lines, signatures = [] }: Piece): Chunk {
  const range = { start: document.lineStart(lines.first), end: document.lineEnd(lines.last) };
  return {
    kind,
    range,
    signatures: signatures.filter(({ start, end }) => end <= range.start || range.end <= start),
  };
}

function textOf(document: TextDocument, { first, last }: LineRange): string {
  return document.text.slice(document.lineStart(first), document.lineEnd(last));
}

const smallCharacters = 400;
