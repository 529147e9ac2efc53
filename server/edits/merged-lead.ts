import { indentOf } from '../base/line-indent.ts';
import type { WholeDefinition } from './definition-range.ts';

interface DefinitionIn {
  readonly text: string;
  readonly whole: WholeDefinition;
}

/** The lines that come to stand above a definition, indented as in the reply. */
export interface MergedLead {
  readonly lines: readonly string[];
  /** Whether the present ones are replaced by them; otherwise they stay as they are. */
  readonly isReplaced: boolean;
}

/**
 * What a definition has above it once the reply's takes its place: comments and decorators of the reply where it
 * brings some, else those that are there. Undecorated code in a reply does not undecorate the file's.
 */
export function mergedLead(reply: DefinitionIn, present: DefinitionIn): MergedLead {
  const brought = partsOf(reply);
  const there = partsOf(present);
  if (brought.length === 0) return { lines: [], isReplaced: false };
  const kept = there.filter(({ isComment }) => brought.every((part) => part.isComment !== isComment));
  const isCommentLast = there.at(-1)?.isComment === true && there[0]?.isComment === false;
  const parts = [...kept.map((part) => ({ ...part, lines: flush(part, present) })), ...brought];
  const inOrder = kept.length === 0 ? brought : parts.toSorted((one, other) => rank(one) - rank(other));
  const ordered = isCommentLast && kept.length > 0 ? inOrder.toReversed() : inOrder;
  return { lines: ordered.flatMap(({ lines }) => lines), isReplaced: true };
}

interface LeadPart {
  readonly isComment: boolean;
  readonly lines: readonly string[];
}

function rank({ isComment }: LeadPart): number {
  return isComment ? 0 : 1;
}

/** Runs of comments and of decorators. */
function partsOf({ text, whole }: DefinitionIn): LeadPart[] {
  const parts: LeadPart[] = [];
  for (const [index, lead] of whole.leads.entries()) {
    const isComment = !/^(?:@|#\[|#!\[|\[|template\b)/.test(text.slice(lead.start));
    const from = text.lastIndexOf('\n', lead.start - 1) + 1;
    const next = whole.leads[index + 1]?.start ?? whole.wordsStart;
    const isAlone = text.slice(lead.end, next).includes('\n') || isComment;
    const lines = isAlone ? text.slice(from, lead.end).split(/\r?\n/) : [];
    const last = parts.at(-1);
    if (last?.isComment === isComment)
      parts[parts.length - 1] = { isComment, lines: [...last.lines, ...lines] };
    else parts.push({ isComment, lines });
  }
  return parts;
}

/** Lines of the file with the indentation of the reply, so that all of them are shifted alike afterwards. */
function flush({ lines }: LeadPart, { text, whole }: DefinitionIn): readonly string[] {
  const lineStart = text.lastIndexOf('\n', whole.wordsStart - 1) + 1;
  const indent = indentOf(text.slice(lineStart));
  return lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
}
