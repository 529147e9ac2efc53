import type { TextChange } from '../base/text-document.ts';
import type { CheckReport } from './ports.ts';

/** What is to become of one file. */
export interface FileChange {
  readonly uri: string;
  /** Relative to its root, with `/`. */
  readonly path: string;
  readonly languageId: string;
  /** The text that the edits are for; undefined where the file is created. */
  readonly before: string | undefined;
  /** The editor's version of `before`; undefined where the file is not open. */
  readonly version: number | undefined;
  /** By offset in `before` (in the empty text for a new file), in order, none overlapping another. */
  readonly edits: readonly TextChange[];
}

/** A change that was checked and may be shown to a person, who decides. */
export interface ProposedChange {
  /** In plain words: "Generate tests for add". */
  readonly title: string;
  readonly files: readonly FileChange[];
  readonly report: CheckReport;
  /** The settings' name of the model that wrote it; undefined where none did. */
  readonly model: string | undefined;
  /** What the person should know besides, a sentence each. */
  readonly notes: readonly string[];
  /** One line told when it is applied without being shown: what is left to do, or what was to be in it and is not. */
  readonly remark?: string;
}
