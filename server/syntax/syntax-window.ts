import type { TextDocument } from '../base/text-document.ts';

/** What of a document is parsed to judge a text at the cursor. */
export interface SyntaxWindow {
  readonly before: string;
  readonly behind: string;
}

/**
 * The document around `offset`, a hundred lines or so each way, cut where the text is least indented. The lines that
 * open and close what lies around those are kept, so that a method still stands in its class. Costs the same in any
 * file.
 */
export function syntaxWindow(document: TextDocument, offset: number): SyntaxWindow {
  const { text } = document;
  const line = document.lineOf(offset);
  const first = firstLine(document, line);
  const end = endLine(document, line);
  const from = outsidePair(text, Math.max(document.lineStart(first), offset - unitsEachWay));
  const to = outsidePair(text, Math.min(document.lineStart(end), offset + unitsEachWay));
  return {
    before: openingLines(document, first) + text.slice(from, offset),
    behind: text.slice(offset, to) + closingLines(document, end),
  };
}

/** Of the lines before the cursor the first of those that are least indented and begin something, if possible a definition. */
function firstLine(document: TextDocument, line: number): number {
  if (line <= linesEachWay) return 0;
  let best = line;
  let least = Number.POSITIVE_INFINITY;
  for (let at = line; at >= line - linesEachWay; at--) {
    const indentation = indentationOf(document, at);
    if (indentation === undefined) continue;
    const start = startOf(document, at);
    if (goesOn.test(start)) continue;
    // A line of a long comment or string may be indented as little as what follows it.
    const unlikeness = indentation - (defines.test(start) ? 0.5 : 0);
    if (unlikeness > least) continue;
    best = at;
    least = unlikeness;
  }
  return best;
}

/** The line that the window ends before. */
function endLine(document: TextDocument, line: number): number {
  if (document.lineCount - line <= linesEachWay) return document.lineCount;
  let best = line + linesEachWay;
  let least = Number.POSITIVE_INFINITY;
  for (let at = line + 1; at <= line + linesEachWay; at++) {
    const indentation = indentationOf(document, at);
    if (indentation === undefined || indentation > least || goesOn.test(startOf(document, at))) continue;
    best = at;
    least = indentation;
  }
  return best;
}

/** The heads of the blocks that `first` lies in, outermost first. */
function openingLines(document: TextDocument, first: number): string {
  let depth = indentationOf(document, first) ?? 0;
  let heads = '';
  for (let at = first - 1; at >= Math.max(0, first - mostOuterLines) && depth > 0; at--) {
    const indentation = indentationOf(document, at);
    if (indentation === undefined || indentation >= depth || isNoHead.test(startOf(document, at))) continue;
    depth = indentation;
    heads = headAt(document, at, first) + heads;
  }
  return heads;
}

/** A head may go on over some lines, up to what opens its block. */
function headAt(document: TextDocument, line: number, before: number): string {
  const last = Math.min(before, line + mostHeadLines);
  for (let at = line; at < last; at++) {
    if (!opens.test(document.lineText(at).slice(-lookedAt))) continue;
    return document.text.slice(document.lineStart(line), document.lineStart(at + 1));
  }
  return document.text.slice(document.lineStart(line), document.lineStart(line + 1));
}

/** What closes the blocks that the line before `end` lies in, innermost first. */
function closingLines(document: TextDocument, end: number): string {
  if (end >= document.lineCount) return '';
  let depth = indentationOf(document, end) ?? 0;
  let ends = '';
  const last = Math.min(document.lineCount, end + mostOuterLines);
  for (let at = end + 1; at < last && depth > 0; at++) {
    const indentation = indentationOf(document, at);
    if (indentation === undefined || indentation >= depth) continue;
    depth = indentation;
    if (closes.test(startOf(document, at)))
      ends += document.text.slice(document.lineStart(at), document.lineStart(at + 1));
  }
  return ends;
}

/** In blanks, of which a tab is one; undefined for a line without text. */
function indentationOf(document: TextDocument, line: number): number | undefined {
  const start = document.lineStart(line);
  const most = Math.min(document.lineEnd(line), start + lookedAt);
  for (let at = start; at < most; at++) {
    const unit = document.text.charCodeAt(at);
    if (unit !== space && unit !== tab) return at - start;
  }
  return undefined;
}

/** What a line begins with, behind its indentation. */
function startOf(document: TextDocument, line: number): string {
  const start = document.lineStart(line) + (indentationOf(document, line) ?? 0);
  return document.text.slice(start, Math.min(document.lineEnd(line), start + longestWord));
}

function outsidePair(text: string, offset: number): number {
  return (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** A line that belongs to the one above it. */
const goesOn =
  /^(?:[)\]}>*.,|&?:+]|(?:else|elif|except|catch|finally|end|then|do|done|fi|esac|in|rescue|ensure|when|case|default)\b)/;
const defines =
  /^(?:@|(?:abstract|async|class|const|def|enum|export|final|fn|func|function|impl|interface|let|module|namespace|private|protected|pub|public|static|struct|trait|type|var)\b)/;
/** A line that has less indentation and yet opens nothing around what is below. */
const isNoHead = /^(?:[)\]}>*.,|&?:+#]|\/[/*]|--|(?:else|elif|except|catch|finally|end|rescue|ensure)\b)/;
const opens = /[{([:]\s*$/;
const closes = /^(?:[)\]}]|(?:end|fi|done|esac)\b)/;

const space = 32;
const tab = 9;
const longestWord = 16;
/** Of a line, in UTF-16 units. */
const lookedAt = 200;
const linesEachWay = 120;
const unitsEachWay = 12_000;
const mostOuterLines = 2_000;
const mostHeadLines = 6;
