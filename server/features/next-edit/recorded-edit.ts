import type { OffsetRange } from '../../syntax/offset-range.ts';

/** What a person changed at one place: the smallest stretch that differs, widened to whole words. */
export interface RecordedEdit {
  readonly uri: string;
  /** What stood there; empty where something was inserted. */
  readonly before: string;
  /** What stands there now; empty where something was deleted. */
  readonly after: string;
  /** Where `after` stands in the text of now. */
  readonly place: OffsetRange;
}
