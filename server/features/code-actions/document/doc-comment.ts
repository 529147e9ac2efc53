import { newlineOf } from '../../../base/line-ends.ts';
import { indentAt } from '../../../base/line-indent.ts';
import type { TextChange } from '../../../base/text-document.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { CommentForm } from './doc-style.ts';
import type { DocInsertion } from './tag-style.ts';

/** Lines of documentation as a comment, each with its indentation, without a last line end. */
export function commentOf(lines: readonly string[], form: CommentForm, indent: string): readonly string[] {
  const [first = '', ...rest] = lines;
  if (form.kind === 'line') return lines.map((line) => `${indent}${form.mark} ${line}`.trimEnd());
  if (form.kind === 'block') {
    if (rest.length === 0) return [`${indent}/** ${first} */`];
    return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`];
  }
  const { quotes } = form;
  if (rest.length === 0) return [`${indent}${quotes}${first}${quotes}`];
  return [
    `${indent}${quotes}${first}`,
    ...rest.map((line) => `${indent}${line}`.trimEnd()),
    `${indent}${quotes}`,
  ];
}

/** Documentation that stands in a text, cut into its lines. */
export interface FoundComment {
  /** Without the marks. */
  readonly lines: readonly string[];
  /** Offset in the text where each line begins, the marks included; one more for what ends the comment. */
  readonly starts: readonly number[];
  readonly isOneLine: boolean;
}

/** Reads a comment of documentation; `range` may begin behind the indentation of its first line. */
export function readComment(text: string, range: OffsetRange, form: CommentForm): FoundComment {
  const whole = text.slice(range.start, range.end);
  const raw = whole.split('\n');
  const lines: string[] = [];
  const starts: number[] = [];
  let at = range.start;
  raw.forEach((line, index) => {
    const bare = bareLine(line.replace(/\r$/, ''), form, indentAt(text, range.start));
    const isEdge = form.kind !== 'line' && bare.trim() === '' && (index === 0 || index === raw.length - 1);
    if (!isEdge) {
      lines.push(bare);
      starts.push(at);
    }
    at += line.length + 1;
  });
  const lastLine = raw.at(-1) ?? '';
  const closes = form.kind !== 'line' && bareLine(lastLine, form, '').trim() === '' && raw.length > 1;
  starts.push(closes ? range.end - lastLine.length : range.end);
  return { lines, starts, isOneLine: raw.length === 1 };
}

function bareLine(line: string, form: CommentForm, indent: string): string {
  if (form.kind === 'line') {
    const trimmed = line.trimStart();
    return trimmed.startsWith(form.mark) ? trimmed.slice(form.mark.length).replace(/^[ \t]/, '') : trimmed;
  }
  if (form.kind === 'block') {
    return line
      .replace(/^\s*\/\*\*+ ?/, '')
      .replace(/\s*\*+\/\s*$/, '')
      .replace(/^\s*\* ?/, '');
  }
  const open = /^\s*[rRuUbBfF]{0,2}("""|''')/;
  const bare = line.replace(open, '').replace(/("""|''')\s*$/, '');
  return open.test(line) || !bare.startsWith(indent) ? bare : bare.slice(indent.length);
}

/** Edits that put lines into a comment; all other text of it stays as it is. */
export function insertedInto(
  text: string,
  range: OffsetRange,
  form: CommentForm,
  insertions: readonly DocInsertion[],
): readonly TextChange[] {
  const found = readComment(text, range, form);
  const indent = indentAt(text, range.start);
  const newline = newlineOf(text);
  if (found.isOneLine && form.kind !== 'line') {
    const lines = [...found.lines, ...insertions.flatMap((each) => each.lines)];
    const comment = commentOf(lines, form, indent).join(newline).slice(indent.length);
    return [{ ...range, text: comment }];
  }
  return insertions.map((insertion) =>
    insertedAt(insertion, found, { form, indent, newline, end: range.end }),
  );
}

function insertedAt(
  { at, lines }: DocInsertion,
  found: FoundComment,
  { form, indent, newline, end }: { form: CommentForm; indent: string; newline: string; end: number },
): TextChange {
  const marked = lines.map((line) => `${indent}${lineMark(form)}${line}`.trimEnd());
  const start = found.starts[at] ?? end;
  if (start >= end && form.kind === 'line') return { start: end, end, text: newline + marked.join(newline) };
  if (start >= end)
    return { start: end - closingLength(form), end, text: closed(marked, form, indent, newline) };
  return { start, end: start, text: marked.join(newline) + newline };
}

function lineMark(form: CommentForm): string {
  if (form.kind === 'line') return `${form.mark} `;
  return form.kind === 'block' ? ' * ' : '';
}

/** The last line holds text and the end of the comment. */
function closingLength(form: CommentForm): number {
  return form.kind === 'block' ? '*/'.length : '"""'.length;
}

function closed(marked: readonly string[], form: CommentForm, indent: string, newline: string): string {
  const close = form.kind === 'docstring' ? `${indent}${form.quotes}` : `${indent} */`;
  return newline + [...marked, close].join(newline);
}
