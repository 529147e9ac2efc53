import type { TextDocument } from '../../../base/text-document.ts';

/** Up to `count` lines above `line`, in the document's order; long ones are cut. */
export function linesAbove(document: TextDocument, line: number, count: number): readonly string[] {
  return linesBetween(document, Math.max(0, line - count), line);
}

/** Up to `count` lines below `line`, in the document's order; long ones are cut. */
export function linesBelow(document: TextDocument, line: number, count: number): readonly string[] {
  return linesBetween(document, line + 1, Math.min(document.lineCount, line + 1 + count));
}

/** The lines near `line` and itself, in the document's order. */
export function linesAround(document: TextDocument, line: number): readonly string[] {
  return linesBetween(document, Math.max(0, line - near), Math.min(document.lineCount, line + near + 1));
}

function linesBetween(document: TextDocument, from: number, to: number): readonly string[] {
  const lines: string[] = [];
  for (let line = from; line < to; line++) {
    const start = document.lineStart(line);
    lines.push(document.text.slice(start, Math.min(document.lineEnd(line), start + maxUnits)));
  }
  return lines;
}

const near = 40;
/** More than anybody reads of one line; what lies around the cursor costs no more than this. */
const maxUnits = 1_000;
