import { documentKey } from '../../../base/document-key.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import { ownCopy } from '../reuse/own-copy.ts';

/** Where a suggestion stood or would stand, known by the text around it, so that edits elsewhere do not move it. */
export interface Place {
  /** The document's key. */
  readonly document: string;
  /** Holds for the document as it was. */
  readonly line: number;
  /** The line up to there. */
  readonly left: string;
  /** The nearest lines above that are not blank, without their indentation. */
  readonly above: string;
}

/** The place at which a suggestion begins to replace. */
export function placeOf(document: TextDocument, offset: number): Place {
  const line = document.lineOf(offset);
  return {
    document: documentKey(document.uri),
    line,
    // Places are kept for long.
    left: ownCopy(document.text.slice(document.lineStart(line), offset)),
    above: ownCopy(linesAbove(document, line)),
  };
}

/**
 * What the first line with something on it would be with the text, blanks evened out. A suggestion that is typed
 * along keeps it, so the rest of it is known as the same.
 */
export function firstLineWith({ left }: Place, text: string): string {
  const start = text.search(/\S/);
  const end = start === -1 ? -1 : text.slice(start).search(/[\r\n]/);
  const line = end === -1 ? text : text.slice(0, start + end);
  return bounded(left + bounded(line))
    .replace(/\s+/g, ' ')
    .trim();
}

function linesAbove(document: TextDocument, line: number): string {
  const found: string[] = [];
  for (let at = line - 1; at >= 0 && at >= line - farthest && found.length < linesThatTell; at--) {
    const text = bounded(document.lineText(at)).trim();
    if (text !== '') found.unshift(text);
  }
  return found.join('\n');
}

/** The end of a long text tells as much as all of it. */
function bounded(text: string): string {
  return text.slice(-longest);
}

const linesThatTell = 2;
/** Lines above that are looked at. */
const farthest = 20;
const longest = 400;
