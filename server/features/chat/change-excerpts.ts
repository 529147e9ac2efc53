import { breathe } from '../../base/cancellation.ts';
import { unifiedDiff } from '../../edits/unified-diff.ts';
import type { Excerpt } from './excerpt.ts';
import type { TreeChanges } from './ports.ts';
import { nothingFound, type ResolvedReferences } from './resolved-references.ts';

/** What `@diff` means: how the working tree differs from the last commit, file by file. */
export async function changeExcerpts(
  changes: TreeChanges | undefined,
  signal: AbortSignal,
): Promise<ResolvedReferences> {
  if (changes === undefined) return nothingFound('git tells of no changes: no folder here is a repository.');
  const { files, left } = changes;
  if (files.length === 0) return nothingFound('No file that git tracks has changed since the last commit.');
  const excerpts: Excerpt[] = [];
  for (const { uri, path, before, after = '' } of files) {
    await breathe(signal);
    const edits = [{ start: 0, end: before?.length ?? 0, text: after }];
    excerpts.push({
      ...{ uri, path, why: 'changed since the last commit', startLine: undefined, range: undefined },
      text: unifiedDiff([{ uri, path, languageId: '', before, version: undefined, edits }]),
    });
  }
  const shown = files.length === 1 ? '1 changed file is' : `${files.length} changed files are`;
  const remark = `${shown} shown; up to ${left} more were not looked at.`;
  return { excerpts, remarks: left === 0 ? [] : [remark] };
}
