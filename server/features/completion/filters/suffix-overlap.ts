import { nothing, ok } from '../../../base/outcome.ts';
import { textBracketChange } from '../layout/bracket-change.ts';
import { languageLayout } from '../layout/language-layout.ts';
import type { Filter, FilterScene } from './filter.ts';
import { trimSuffixOverlap } from './trim-suffix-overlap.ts';
import { untilStable } from './until-stable.ts';

/**
 * Cuts from the end what already stands right of the cursor. Where only closing brackets stand there, which editors
 * write by themselves, an end of the statement behind them goes, too.
 */
export const suffixOverlap: Filter = {
  name: 'suffix-overlap',
  apply: (text, scene) => {
    const kept = untilStable(text, (rest) => {
      const trimmed = trimSuffixOverlap(rest, scene.lineSuffix);
      return trimmed === rest ? withoutStatementEnd(rest, scene) : trimmed;
    });
    if (kept === text) return ok(text);
    return kept.trim() === '' ? nothing('already-there') : ok(kept);
  },
};

function withoutStatementEnd(text: string, { document, linePrefix, lineSuffix }: FilterScene): string {
  const brackets = /^[)\]}]+$/.exec(lineSuffix.trim())?.[0];
  const statement = text.trimEnd().replace(/[;,]$/, '');
  if (brackets === undefined || !statement.endsWith(brackets)) return text;
  const { closes } = textBracketChange(text, linePrefix, languageLayout(document).comment);
  return closes >= brackets.length ? statement.slice(0, -brackets.length) : text;
}
