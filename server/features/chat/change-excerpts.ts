import { unifiedDiff } from '../../edits/unified-diff.ts';
import type { ChangedFile } from './ports.ts';
import { nothingFound, type ResolvedReferences } from './resolved-references.ts';

/** What `@diff` means: how the working tree differs from the last commit, file by file. */
export function changeExcerpts(files: readonly ChangedFile[]): ResolvedReferences {
  if (files.length === 0) return nothingFound('Nothing has changed since the last commit.');
  return {
    excerpts: files.map(({ uri, path, before, after = '' }) => ({
      ...{ uri, path, why: 'changed since the last commit', startLine: undefined, range: undefined },
      text: unifiedDiff([
        {
          ...{ uri, path, languageId: '', before, version: undefined },
          edits: [{ start: 0, end: before?.length ?? 0, text: after }],
        },
      ]),
    })),
    remarks: [],
  };
}
