import { nothing, type Outcome, ok } from '../../../base/outcome.ts';
import type { TracedCut } from '../completion-trace.ts';
import type { DropReason } from '../silence-reason.ts';
import { blank } from './blank.ts';
import { excludedText } from './excluded-text.ts';
import type { Filter, FilterScene } from './filter.ts';
import { fimMarkers } from './fim-markers.ts';
import { fitShape } from './fit-shape.ts';
import { halfLine } from './half-line.ts';
import { indentationStyle } from './indentation-style.ts';
import { leadingBlankLines } from './leading-blank-lines.ts';
import { lineEnds } from './line-ends.ts';
import { markdownFence } from './markdown-fence.ts';
import { nextLines } from './next-lines.ts';
import { openQuote } from './open-quote.ts';
import { placeholder } from './placeholder.ts';
import { promptEcho } from './prompt-echo.ts';
import { prose } from './prose.ts';
import { repeatedPrefix } from './repeated-prefix.ts';
import { repetition } from './repetition.ts';
import { secret } from './secret.ts';
import { standingBrackets } from './standing-brackets.ts';
import { startIndentation } from './start-indentation.ts';
import { suffixOverlap } from './suffix-overlap.ts';
import { tooShort } from './too-short.ts';
import { trailingBlanks } from './trailing-blanks.ts';
import { undoneEdit } from './undone-edit.ts';
import { unfitText } from './unfit-text.ts';
import { unixLineEnds } from './unix-line-ends.ts';
import { wholeCharacters } from './whole-characters.ts';

/** In the order in which they see a text. */
export const filters: readonly Filter[] = [
  // All others count lines by `\n`.
  unixLineEnds,
  // Half a character is no part of any word that others look for.
  wholeCharacters,
  // What follows the end of an answer would be taken for code.
  fimMarkers,
  // The wrapping goes before anything looks at how the code begins.
  markdownFence,
  // Talk that no fence parted from code; what is left is code.
  prose,
  // Lines from before the cursor go first, then words of its line.
  promptEcho,
  repeatedPrefix,
  // Where the code begins is known now.
  leadingBlankLines,
  // Widths are compared from here on, so they must be the file's.
  indentationStyle,
  startIndentation,
  // The last line of what was cut off would hide a repeat or an overlap.
  halfLine,
  // A text without end is cut before its lines are counted.
  repetition,
  // The document's own lines go before the shape counts what is left.
  nextLines,
  // By indentation and brackets, which are right now.
  fitShape,
  // Only the end of the wanted part shows which brackets are one too many.
  standingBrackets,
  suffixOverlap,
  // What was cut may have left a quote or blanks at the end.
  openQuote,
  trailingBlanks,
  // From here on texts are dropped, not cut; the cheap ones first.
  blank,
  tooShort,
  unfitText,
  undoneEdit,
  placeholder,
  secret,
  // It asks somebody else, line by line.
  excludedText,
  // Whoever inserts the text needs the document's line ends.
  lineEnds,
];

/**
 * The text as it may be shown, or why it may not, and what each filter did that did anything. `skip` names filters
 * to leave out, so that what each contributes can be measured. What a cut laid bare is filtered, too: all filters see
 * the text again until none of them does anything.
 */
export function applyFilters(text: string, scene: FilterScene, skip?: ReadonlySet<string>): Passed {
  const used = filters.filter(({ name }) => skip?.has(name) !== true);
  let { outcome, cuts } = passed(text, scene, used);
  // The half line is gone after the first time.
  const whole = { ...scene, isCutOff: false };
  for (let pass = 1; outcome.kind === 'ok' && pass < maxPasses; pass++) {
    const again = passed(outcome.value, whole, used);
    if (again.outcome.kind === 'ok' && again.outcome.value === outcome.value) break;
    outcome = again.outcome;
    cuts = [...cuts, ...again.cuts];
  }
  return { outcome, cuts };
}

interface Passed {
  readonly outcome: Outcome<string, DropReason>;
  readonly cuts: readonly TracedCut[];
}

function passed(text: string, scene: FilterScene, used: readonly Filter[]): Passed {
  const cuts: TracedCut[] = [];
  let current = text;
  for (const { name, apply } of used) {
    const outcome = apply(current, scene);
    if (outcome.kind === 'nothing') {
      cuts.push({ filter: name, before: current, after: undefined });
      return { outcome: nothing(outcome.reason), cuts };
    }
    if (outcome.value !== current) cuts.push({ filter: name, before: current, after: outcome.value });
    current = outcome.value;
  }
  return { outcome: ok(current), cuts };
}

/** Nearly always the second pass finds nothing; this bounds the time for texts that have something of everything. */
const maxPasses = 8;
