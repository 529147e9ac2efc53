import type { Outcome } from '../../../base/outcome.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { Shape } from '../shape.ts';
import type { DropReason } from '../silence-reason.ts';

/** What a filter may look at besides the text. */
export interface FilterScene {
  readonly document: TextDocument;
  /** The cursor. */
  readonly offset: number;
  /** The cursor's line up to the cursor, and behind it. */
  readonly linePrefix: string;
  readonly lineSuffix: string;
  readonly shape: Shape;
  readonly source: 'embedded' | 'model';
  /** The model was cut off by a limit or a silent end, so that the last line may be half a line. */
  readonly isCutOff: boolean;
  /** Texts that the user took away at this place lately, the newest first. */
  readonly removed: readonly string[];
  /** Whether a line, trimmed, stands word for word in a file that is excluded. */
  readonly isExcludedLine: (line: string) => boolean;
}

/** One cleaner of what a model wrote; texts have `\n` line ends until the last one. */
export interface Filter {
  /** As the file is named. */
  readonly name: string;
  /** The text as it may be shown, or why it may not; it never adds anything but blanks. */
  apply(text: string, scene: FilterScene): Outcome<string, DropReason>;
}
