import type { TextDocument } from '../../../base/text-document.ts';
import { type CommentSyntax, commentSyntaxOf, type Quote } from './comment-syntax.ts';

/**
 * Whether the offset stands in a comment, told from its line and some lines above without a syntax tree. A comment
 * or a text that began farther up is not seen.
 */
export function isInComment(document: TextDocument, offset: number): boolean {
  const syntax = commentSyntaxOf(document.languageId, document.uri);
  if (syntax === undefined) return false;
  return endsInComment(document.text.slice(startOfWindow(document, offset), offset), syntax);
}

function startOfWindow(document: TextDocument, offset: number): number {
  const line = document.lineOf(offset);
  const farthest = document.lineOf(Math.max(0, offset - charactersAbove));
  return document.lineStart(Math.min(line, Math.max(line - linesAbove, farthest)));
}

function endsInComment(text: string, syntax: CommentSyntax): boolean {
  const beginnings = beginningsOf(syntax);
  let match = beginnings.exec(text);
  while (match !== null) {
    const end = endOf(match, text, syntax);
    if (typeof end === 'string') return end === 'open comment';
    beginnings.lastIndex = end;
    match = beginnings.exec(text);
  }
  return false;
}

/** The order decides where two begin at once: `--[[` is a block, not a line. */
function beginningsOf({ skip, blocks = [], line, quotes = [] }: CommentSyntax): RegExp {
  const groups = [
    ...(skip === undefined ? [] : [`(?<skip>${skip})`]),
    ...blocks.map(([begin], index) => `(?<block${index}>${begin})`),
    ...(line === undefined ? [] : [`(?<line>${line})`]),
    ...quotes.map(({ begin }, index) => `(?<quote${index}>${begin})`),
  ];
  return new RegExp(groups.join('|'), 'gm');
}

/** The offset behind what begins at the match, or as what it is still open at the end of the text. */
function endOf(
  match: RegExpExecArray,
  text: string,
  { blocks = [], quotes = [] }: CommentSyntax,
): number | 'open comment' | 'open text' {
  const groups = match.groups ?? {};
  const behind = match.index + match[0].length;
  if (groups.skip !== undefined) return behind;
  if (groups.line !== undefined) return lineEnd(text, behind) ?? 'open comment';
  const block = blocks.find((_, index) => groups[`block${index}`] !== undefined);
  if (block !== undefined) {
    const end = text.indexOf(block[1], behind);
    return end === -1 ? 'open comment' : end + block[1].length;
  }
  const quote = quotes.find((_, index) => groups[`quote${index}`] !== undefined);
  return quote === undefined ? behind : (quoteEnd(text, behind, quote) ?? 'open text');
}

function lineEnd(text: string, from: number): number | undefined {
  const lineEnds = /[\r\n]/g;
  lineEnds.lastIndex = from;
  return lineEnds.exec(text)?.index;
}

function quoteEnd(text: string, from: number, { end, spans, escapes }: Quote): number | undefined {
  for (let at = from; at < text.length; at++) {
    const unit = text[at];
    if (escapes && unit === '\\') at += 1;
    else if (text.startsWith(end, at)) return at + end.length;
    else if (spans === 'line' && (unit === '\n' || unit === '\r')) return at;
  }
  return undefined;
}

const linesAbove = 200;
const charactersAbove = 40_000;
