import type { TextChange } from '../../base/text-document.ts';
import { applyEdits } from '../../base/text-edit.ts';
import { trimmed } from '../../edits/diff-texts.ts';

/** What a change has done, in order: something in front, the insertion, something behind it. */
interface FoundInsertion {
  readonly front: TextChange;
  readonly offset: number;
  readonly behind: TextChange;
}

/**
 * Finds an insertion of `text` at `offset` in a change of the text `before`: alone, or told as one with what was done
 * in front of it or behind it. Undefined where the change does not put the text exactly there, and so is somebody else's.
 */
export function findInsertion(
  { text, offset }: { readonly text: string; readonly offset: number },
  change: TextChange,
  before: string,
): FoundInsertion | undefined {
  const after = applyEdits(before, [change]);
  const front = before.slice(0, offset);
  const behind = before.slice(offset);
  if (after.startsWith(front + text)) {
    const place = offset + text.length;
    const done = { start: place, end: place + behind.length, text: after.slice(place) };
    return { front: nothingAt(offset), offset, behind: trimmed(done, front + text + behind) };
  }
  if (!after.endsWith(text + behind)) return undefined;
  const place = after.length - behind.length - text.length;
  const done = { start: 0, end: offset, text: after.slice(0, place) };
  return { front: trimmed(done, before), offset: place, behind: nothingAt(place + text.length) };
}

function nothingAt(offset: number): TextChange {
  return { start: offset, end: offset, text: '' };
}
