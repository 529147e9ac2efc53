import type { TextDocument } from '../../../base/text-document.ts';
import { commentPrefix } from '../../../model/line-comment.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';

/** Lines of comment that belong together. */
export interface CommentBlock {
  /** Whole lines, the last line end not counted. */
  readonly range: OffsetRange;
  /** Its words, without the marks of a comment. */
  readonly text: string;
  /** It asks for something: TODO, "implement …", a verb in the imperative. */
  readonly isInstruction: boolean;
  /** The place is in it, not in the line below. */
  readonly isAtPlace: boolean;
}

/** The block of line comments, or the block comment on lines of its own, at an offset or right above its line. */
export function commentAt(document: TextDocument, offset: number): CommentBlock | undefined {
  const line = document.lineOf(offset);
  const own = blockAround(document, line);
  if (own !== undefined) return { ...own, isAtPlace: true };
  const above = line > 0 ? blockAround(document, line - 1) : undefined;
  return above === undefined ? undefined : { ...above, isAtPlace: false };
}

function blockAround(document: TextDocument, line: number): Omit<CommentBlock, 'isAtPlace'> | undefined {
  const isComment = (at: number) => isCommentLine(document, at);
  if (!isComment(line)) return undefined;
  let first = line;
  let last = line;
  while (first > 0 && line - first < mostLines && isComment(first - 1)) first -= 1;
  while (last + 1 < document.lineCount && last - line < mostLines && isComment(last + 1)) last += 1;
  const range = { start: document.lineStart(first), end: document.lineEnd(last) };
  const text = wordsOf(document.text.slice(range.start, range.end));
  return { range, text, isInstruction: asksForSomething(text) };
}

const mostLines = 60;

function isCommentLine(document: TextDocument, line: number): boolean {
  const text = document.lineText(line).trim();
  if (text === '') return false;
  if (text.startsWith(commentPrefix(document.languageId, document.uri))) return !text.startsWith('#!');
  return isBraceFamily(document) && (/^(\/\*|\*\/|\*(\s|$))/.test(text) || text.endsWith('*/'));
}

/** Where `/* … *\/` is a comment; elsewhere a star begins an operator or a list. */
function isBraceFamily(document: TextDocument): boolean {
  return commentPrefix(document.languageId, document.uri) === '//';
}

function wordsOf(comment: string): string {
  return comment
    .split(/\r\n|\r|\n/)
    .map((line) => withoutEnd(line.trim().replace(/^(\/\*+|\/\/[/!]?|\*+(?!\/)|#+|--+|;+|%+|")\s?/, '')))
    .join('\n')
    .trim();
}

/** Without the end mark of a block comment. */
function withoutEnd(line: string): string {
  return line.endsWith('*/') ? line.replace(/(?<!\*)\*+\/$/, '').trimEnd() : line;
}

/** Documentation says what code does; an instruction says what it shall do. */
function asksForSomething(text: string): boolean {
  const [first = ''] = text.split('\n', 1);
  if (/\b(TODO|FIXME|XXX)\b/.test(text)) return true;
  return imperative.test(first);
}

const imperative =
  /^(please\s+)?(implement|write|create|add|make|generate|build|return|compute|calculate|parse|read|load|fetch|convert|replace|rename|simplify|refactor|rewrite|extract|split|use|remove|handle|check|validate|sort|filter|find|count|merge|group|move|turn|change|fix)\s/i;
