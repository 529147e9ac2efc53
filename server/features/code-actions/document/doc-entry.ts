/** One thing that documentation says something about. */
export interface DocEntry {
  readonly name: string;
  /** As it stands in the text; undefined where there is none. */
  readonly type: string | undefined;
  /** May be empty: the skeleton says only what the code tells. */
  readonly text: string;
}
