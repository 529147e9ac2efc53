import { diffArrays } from 'diff';

import type { TextChange } from '../../../server/base/text-document.ts';

/**
 * What a commit changed in a file, cut as small as a person would see it: lines are compared first, then the tokens
 * within them; changes that at most two signs of a line part from one another are one.
 */
export function atomicEdits(before: string, after: string): readonly TextChange[] {
  const hunks = hunksOf(linesOf(before), linesOf(after));
  return joined(
    hunks.flatMap((hunk) => editsWithin(hunk)),
    before,
  );
}

interface Hunk {
  readonly start: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** Of lines, or of the tokens of some; `start` is an offset in the text before. */
function hunksOf(before: readonly string[], after: readonly string[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  let at = 0;
  let removed: string[] = [];
  let added: string[] = [];
  const changes = diffArrays([...before], [...after], { maxEditLength: mostChanges });
  for (const change of [...(changes ?? []), { value: [], added: false, removed: false }]) {
    if (change.added) added = [...added, ...change.value];
    else if (change.removed) removed = [...removed, ...change.value];
    else {
      if (removed.length + added.length > 0) hunks.push({ start: at, removed, added });
      at += removed.join('').length + change.value.join('').length;
      removed = [];
      added = [];
    }
  }
  return hunks;
}

function editsWithin({ start, removed, added }: Hunk): readonly TextChange[] {
  if (removed.length !== added.length || removed.length > mostPaired)
    return editsOfTokens(start, removed.join(''), added.join(''));
  let at = start;
  return removed.flatMap((line, index) => {
    const edits = editsOfTokens(at, line, added[index] ?? '');
    at += line.length;
    return edits;
  });
}

function editsOfTokens(start: number, before: string, after: string): readonly TextChange[] {
  return hunksOf(tokensOf(before), tokensOf(after)).map((hunk) => {
    const from = start + hunk.start;
    return { start: from, end: from + hunk.removed.join('').length, text: hunk.added.join('') };
  });
}

function joined(edits: readonly TextChange[], before: string): readonly TextChange[] {
  const result: TextChange[] = [];
  for (const edit of edits) {
    const last = result.at(-1);
    const gap = last === undefined ? '\n' : before.slice(last.end, edit.start);
    if (last === undefined || gap.length > 2 || gap.includes('\n')) {
      result.push(edit);
      continue;
    }
    result[result.length - 1] = { start: last.start, end: edit.end, text: last.text + gap + edit.text };
  }
  return result;
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function tokensOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_$]+|\s|[^\s]/gu) ?? [];
}

const mostChanges = 3_000;
const mostPaired = 40;
