import type { OffsetRange } from '../../../../server/syntax/offset-range.ts';

/** Files of a project, and the one place that is marked in them: `█`, or a range between `⟦` and `⟧`. */
export interface MarkedFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly range: OffsetRange;
}

/** Takes the marks out of texts; exactly one file holds some. */
export function markedFiles(texts: Readonly<Record<string, string>>): MarkedFiles {
  const files: Record<string, string> = {};
  let marked: Omit<MarkedFiles, 'files'> | undefined;
  for (const [path, text] of Object.entries(texts)) {
    const start = text.search(/[█⟦]/);
    const end = text.includes('⟧') ? text.indexOf('⟧') - 1 : start;
    files[path] = text.replace(/[█⟦⟧]/g, '');
    if (start < 0) continue;
    if (marked !== undefined) throw new Error(`two places: ${marked.path} and ${path}`);
    marked = { path, range: { start, end } };
  }
  if (marked === undefined) throw new Error('no place is marked');
  return { files, ...marked };
}
