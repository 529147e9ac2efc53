import { nothing, ok } from '../../../base/outcome.ts';
import { textBracketChange } from '../layout/bracket-change.ts';
import { indentColumns } from '../layout/indent-columns.ts';
import { languageLayout } from '../layout/language-layout.ts';
import { linesBelow } from '../layout/nearby-lines.ts';
import type { Filter, FilterScene } from './filter.ts';

/**
 * Cuts lines at the end that only close what was open before the cursor, where the document closes it below already:
 * with the same bracket at the same indentation.
 */
export const standingBrackets: Filter = {
  name: 'standing-brackets',
  apply: (text, scene) => {
    let kept = text.trimEnd();
    for (let at = standingLine(kept, scene); at !== undefined; at = standingLine(kept, scene)) {
      kept = kept.slice(0, at).trimEnd();
      if (kept === '') return nothing('already-there');
    }
    return ok(kept === text.trimEnd() ? text : kept);
  },
};

/** Where the last line begins when it closes what is closed below. */
function standingLine(
  text: string,
  { document, offset, linePrefix, lineSuffix }: FilterScene,
): number | undefined {
  const start = text.lastIndexOf('\n') + 1;
  if (lineSuffix.trim() !== '' || (start === 0 && linePrefix.trim() !== '')) return undefined;
  const own = text.slice(start);
  const line = start === 0 ? linePrefix + own : own;
  const closed = closers.exec(line)?.[1] ?? '';
  if (closed === '') return undefined;
  const { comment } = languageLayout(document);
  if (textBracketChange(text, linePrefix, comment).closes === 0) return undefined;
  const next = linesBelow(document, document.lineOf(offset), 40).find((below) => below.trim() !== '');
  if (next === undefined || !next.trimStart().startsWith(closed)) return undefined;
  return indentColumns(next) === indentColumns(line) ? start : undefined;
}

/** A line of closing brackets and what may end a statement behind them. */
const closers = /^\s*([)\]}]+)[;,)]*\s*$/;
