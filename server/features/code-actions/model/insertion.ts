import { newlineOf } from '../../../base/line-ends.ts';
import { indentAt, indentOf } from '../../../base/line-indent.ts';
import { type ChangeOutcome, type CheckPorts, checkedChange } from '../../../edits/checked-change.ts';
import type { EditReply } from '../../../edits/edit-gate.ts';
import type { FileChange } from '../../../edits/proposed-change.ts';
import { refusal } from '../../../edits/refusal.ts';
import { replyParts } from '../../../edits/reply-blocks.ts';

/** Code that is to be put at a place. */
export interface Insertion {
  readonly title: string;
  readonly file: Omit<FileChange, 'edits'>;
  /** Where lines end: new ones go below. */
  readonly offset: number;
  readonly model: string | undefined;
  readonly notes: readonly string[];
}

/** Puts the code of a reply at a place; a reply without code, or with several pieces of it, is refused. */
export async function admitInsertion(
  reply: EditReply,
  { title, file, offset, model, notes }: Insertion,
  ports: CheckPorts,
  signal: AbortSignal,
): Promise<ChangeOutcome> {
  if (reply.isTruncated) return refused('truncated');
  const { blocks } = replyParts(reply.text);
  const [block, ...others] = blocks.filter((each) => each.text.trim() !== '');
  if (block === undefined) return refused('no-code');
  if (others.length > 0) return refused('wrong-format');
  if (!block.isClosed) return refused('truncated');
  const text = insertedText(file.before ?? '', offset, block.text);
  const draft = { title, files: [{ ...file, edits: [{ start: offset, end: offset, text }] }], model, notes };
  return checkedChange(draft, ports, signal);
}

function refused(reason: 'truncated' | 'no-code' | 'wrong-format'): ChangeOutcome {
  const repair =
    reason === 'truncated'
      ? 'Your answer broke off. Answer once more, and shorter.'
      : 'Your answer could not be used. Answer with exactly one fenced block that holds the new lines.';
  return { kind: 'refused', refusal: refusal(reason, { repair }) };
}

/** With the indentation and the line ends of the place. */
function insertedText(before: string, offset: number, code: string): string {
  const newline = newlineOf(before);
  const indent = indentAt(before, offset);
  const lines = code.trimEnd().split('\n');
  const own = lines
    .filter((line) => line.trim() !== '')
    .map(indentOf)
    .reduce((least, each) => (each.length < least.length ? each : least), ' '.repeat(200));
  const placed = lines.map((line) => (line.trim() === '' ? '' : indent + line.slice(own.length)));
  return newline + placed.join(newline);
}
