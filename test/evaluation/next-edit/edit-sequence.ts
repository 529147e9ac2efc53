import type { TextChange } from '../../../server/base/text-document.ts';
import { atomicEdits } from './atomic-edits.ts';
import type { ChangedFile } from './commit-changes.ts';

/** One small change of a commit. */
export interface PlacedEdit extends TextChange {
  readonly path: string;
  /** What it replaces. */
  readonly replaced: string;
}

/** Every small change of a commit, by file and place. */
export function editsOfCommit(files: readonly ChangedFile[]): readonly PlacedEdit[] {
  return files.flatMap(({ path, before, after }) =>
    atomicEdits(before, after).map((edit) => ({
      ...edit,
      path,
      replaced: before.slice(edit.start, edit.end),
    })),
  );
}

/** What two edits share that do the same at two places. */
export function sameness({ replaced, text }: PlacedEdit): string {
  return `${replaced}\0${text}`;
}

/** The edits in groups that do the same. */
export function groupedEdits(edits: readonly PlacedEdit[]): ReadonlyMap<string, readonly PlacedEdit[]> {
  const groups = new Map<string, PlacedEdit[]>();
  for (const edit of edits) groups.set(sameness(edit), [...(groups.get(sameness(edit)) ?? []), edit]);
  return groups;
}

/** Whether an edit says something: it has a word, and is no longer than a person would type. */
export function isTelling({ replaced, text }: PlacedEdit): boolean {
  return /[\p{L}\p{N}]/u.test(replaced + text) && replaced.length <= longest && text.length <= longest;
}

const longest = 200;
