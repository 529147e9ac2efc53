import type { TextChange } from '../../../base/text-document.ts';

/** A fix that is known without a model. */
export interface ReadyFix {
  /** In plain words: "Import add from ./math". */
  readonly title: string;
  /** In order, none overlapping another. */
  readonly edits: readonly TextChange[];
  /** It is most likely what is meant. */
  readonly isPreferred: boolean;
}
