import { nothing, type Outcome, ok } from '../../base/outcome.ts';
import type { TracedCut } from './completion-trace.ts';
import { applyFilters } from './filters/all-filters.ts';
import type { FilterScene } from './filters/filter.ts';
import { withPlainLineEnds } from './reuse/typed-along.ts';
import type { DropReason } from './silence-reason.ts';

/** A text as it came, and what its filters must know. */
export interface UnfittedText extends Omit<FilterScene, 'linePrefix' | 'lineSuffix'> {
  readonly text: string;
  /** Told of what the filters did. */
  readonly onCuts: (cuts: readonly TracedCut[]) => void;
}

/** The text without what should not be shown, with `\n` line ends. */
export function fittedText({ text, onCuts, ...scene }: UnfittedText): Outcome<string, DropReason> {
  const { document, offset } = scene;
  const line = document.lineOf(offset);
  const linePrefix = document.text.slice(document.lineStart(line), offset);
  const lineSuffix = document.text.slice(offset, document.lineEnd(line));
  const { outcome, cuts } = applyFilters(text, { ...scene, linePrefix, lineSuffix });
  onCuts(cuts);
  return outcome.kind === 'ok' ? ok(withPlainLineEnds(outcome.value)) : nothing(outcome.reason);
}
