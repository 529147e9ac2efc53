import { nothing, type Outcome, ok } from '../../../base/outcome.ts';
import type { OffsetRange } from '../../../syntax/offset-range.ts';
import type { EditScene } from '../edit-scene.ts';
import { commonContext, type LineContext, lineContext, sizeOf } from '../line-context.ts';
import type { NextEditSilence } from '../next-edit-silence.ts';
import { occurrences } from '../occurrences.ts';
import type { RecordedEdit } from '../recorded-edit.ts';
import { isWordAt, tokenBefore, tokenBehind } from '../words-of-code.ts';

/**
 * Where the same text may be inserted again: between the tokens that all edited places have around them. Only two
 * places tell which tokens those are.
 */
export function insertionPlaces(
  { document, edit, edits, kindAt }: EditScene,
  same: readonly RecordedEdit[],
): Outcome<readonly OffsetRange[], NextEditSilence> {
  const { text } = document;
  if (same.length < 2 || edit.before !== '' || edit.after.trim() === '') return nothing('not-distinctive');
  const common = commonContext(same.map(({ place }) => lineContext(text, place)));
  const { tokens, words } = sizeOf(common);
  if (tokens < leastTokens || words === 0) return nothing('not-distinctive');
  const kind = kindAt(Math.max(0, edit.place.start - 1));
  const offsets = offsetsBeside(text, edit, common);
  const fitting = offsets
    .filter((offset) => kindAt(Math.max(0, offset - 1)) === kind)
    .filter((offset) => !isDone(text, offset, edit.after))
    .filter((offset) => !edits.some(({ place }) => place.start <= offset && offset <= place.end))
    .filter((offset) => {
      const shared = commonContext([common, lineContext(text, { start: offset, end: offset })]);
      return sizeOf(shared).tokens === tokens;
    });
  if (fitting.length > mostPlaces) return nothing('too-many-places');
  return ok(fitting.map((offset) => ({ start: offset, end: offset })));
}

/** The offsets that stand to the nearest common word as the inserted text does. */
function offsetsBeside(
  text: string,
  { place }: RecordedEdit,
  { left, right }: LineContext,
): readonly number[] {
  const [behind] = right;
  const [before] = left;
  if (behind !== undefined && isWordAt(behind, 0)) {
    const gap = (tokenBehind(text, place.end)?.start ?? place.end) - place.end;
    return occurrences(text, behind, mostLooked).map((start) => start - gap);
  }
  if (before === undefined || !isWordAt(before, 0)) return [];
  const gap = place.start - (tokenBefore(text, place.start)?.end ?? place.start);
  return occurrences(text, before, mostLooked).map((start) => start + before.length + gap);
}

function isDone(text: string, offset: number, inserted: string): boolean {
  const trimmed = inserted.trim();
  const around = text.slice(Math.max(0, offset - inserted.length - 1), offset + inserted.length + 1);
  return around.includes(trimmed);
}

const leastTokens = 2;
const mostPlaces = 60;
const mostLooked = 200;
