import { nothing, ok } from '../../../base/outcome.ts';
import { linesBelow } from '../layout/nearby-lines.ts';
import { holdsWords } from '../reply/repeated-lines.ts';
import type { Filter } from './filter.ts';

/** Cuts a text where it reaches the lines that follow in the document already. */
export const nextLines: Filter = {
  name: 'next-lines',
  apply: (text, { document, offset, linePrefix }) => {
    const following = linesBelow(document, document.lineOf(offset), 40).filter((line) => line.trim() !== '');
    const lines = text.split('\n');
    const whole = (linePrefix + text).split('\n');
    // The first line goes on with the cursor's, so it is none of the document's unless that is empty.
    const first = linePrefix.trim() === '' ? 0 : 1;
    const at = lines.findIndex(
      (line, index) => index >= first && line.trim() !== '' && repeats(whole.slice(index), following),
    );
    if (at === -1) return ok(text);
    const kept = lines.slice(0, at).join('\n');
    return kept.trim() === '' ? nothing('already-there') : ok(kept);
  },
};

/** Whether lines are those that follow: to their end, or for so long that it is no chance. */
function repeats(lines: readonly string[], following: readonly string[]): boolean {
  const said = lines.filter((line) => line.trim() !== '');
  let same = 0;
  while (same < said.length && same < following.length && isSame(said[same], following[same])) same += 1;
  const isAll = same === said.length || same === following.length;
  const shared = said.slice(0, same);
  if (!shared.some((line) => line.trim().length >= 6 && holdsWords([line]))) return false;
  return isAll || shared.join('').length >= 24;
}

function isSame(one: string | undefined, other: string | undefined): boolean {
  return (
    one?.trimEnd() === other?.trimEnd() || (one?.trim() === other?.trim() && (one?.trim().length ?? 0) >= 12)
  );
}
