import { newlineOf } from '../../../base/line-ends.ts';
import { indentAt, indentOf } from '../../../base/line-indent.ts';
import type { TextChange } from '../../../base/text-document.ts';
import type { FunctionShape } from '../../../syntax/source-shape.ts';
import { commentOf, insertedInto, readComment } from './doc-comment.ts';
import type { DocFacts } from './doc-facts.ts';
import type { DocStyle } from './doc-style.ts';

/** Documents a function, or completes what is there; no edits where nothing is missing. */
export function documentEdits(
  text: string,
  shape: FunctionShape,
  facts: DocFacts,
  style: DocStyle,
): readonly TextChange[] {
  const { documentation } = shape;
  if (documentation !== undefined && isOfForm(text, documentation.start, style)) {
    const { lines } = readComment(text, documentation, style.form);
    const insertions = style.insertions(lines, facts);
    return insertions.length === 0 ? [] : insertedInto(text, documentation, style.form, insertions);
  }
  const newline = newlineOf(text);
  const writing = { text, shape, lines: style.lines(facts), style, newline };
  return style.form.kind === 'docstring' ? docstringEdit(writing) : [commentEdit(writing)];
}

/** Documentation that is to be written where none is. */
interface Writing {
  readonly text: string;
  readonly shape: FunctionShape;
  readonly lines: readonly string[];
  readonly style: DocStyle;
  readonly newline: string;
}

/** A plain comment above a function is not its documentation where the language has marks of its own. */
function isOfForm(text: string, start: number, { form }: DocStyle): boolean {
  const head = text.slice(start, start + 8).trimStart();
  if (form.kind === 'block') return head.startsWith('/**');
  if (form.kind === 'line') return head.startsWith(form.mark);
  return /^[rRuUbBfF]{0,2}("|')/.test(head);
}

function commentEdit({ text, shape, lines, style, newline }: Writing): TextChange {
  const { leadStart, range } = shape;
  const start = text.lastIndexOf('\n', Math.min(leadStart, range.start) - 1) + 1;
  const indent = indentOf(text.slice(start));
  return { start, end: start, text: commentOf(lines, style.form, indent).join(newline) + newline };
}

function docstringEdit({ text, shape, lines, style, newline }: Writing): readonly TextChange[] {
  const { body, range } = shape;
  if (body === undefined) return [];
  const lineStart = text.lastIndexOf('\n', body.start - 1) + 1;
  const isOwnLine = text.slice(lineStart, body.start).trim() === '';
  const outer = indentAt(text, range.start);
  const indent = isOwnLine ? text.slice(lineStart, body.start) : `${outer}    `;
  const comment = commentOf(lines, style.form, indent).join(newline);
  if (isOwnLine) return [{ start: lineStart, end: lineStart, text: comment + newline }];
  const blanks = /[ \t]*$/.exec(text.slice(0, body.start))?.[0].length ?? 0;
  return [{ start: body.start - blanks, end: body.start, text: newline + comment + newline + indent }];
}
