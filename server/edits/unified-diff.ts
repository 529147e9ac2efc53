import { structuredPatch } from 'diff';

import { applyEdits } from '../base/text-edit.ts';
import { mostEdits } from './diff-texts.ts';
import type { FileChange } from './proposed-change.ts';

/** A change as one unified diff, as `git apply` and diff viewers take it. Files that stay as they are do not occur. */
export function unifiedDiff(files: readonly FileChange[]): string {
  return files.map(fileDiff).join('');
}

function fileDiff({ path, before, edits }: FileChange): string {
  const after = applyEdits(before ?? '', edits);
  if (before === after) return '';
  const head = [`diff --git ${quoted(`a/${path}`)} ${quoted(`b/${path}`)}`];
  if (before === undefined) head.push('new file mode 100644');
  const options = { context: 3, maxEditLength: mostEdits };
  const patch = structuredPatch('', '', before ?? '', after, undefined, undefined, options);
  const hunks = patch?.hunks ?? [wholeHunk(before ?? '', after)];
  // A new file without text has no hunks, and then no names either.
  if (hunks.length > 0) {
    head.push(
      before === undefined ? '--- /dev/null' : `--- ${named(`a/${path}`)}`,
      `+++ ${named(`b/${path}`)}`,
    );
  }
  const body = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${rangeOf(oldStart, oldLines)} +${rangeOf(newStart, newLines)} @@`,
    ...lines,
  ]);
  return `${[...head, ...body].join('\n')}\n`;
}

/** Everything goes and everything comes: for texts that share next to nothing. */
function wholeHunk(before: string, after: string) {
  const [removed, added] = [markedLines('-', before), markedLines('+', after)];
  return {
    ...{ oldStart: 1, oldLines: removed.count, newStart: 1, newLines: added.count },
    lines: [...removed.lines, ...added.lines],
  };
}

function markedLines(mark: '-' | '+', text: string) {
  const isEnded = text === '' || text.endsWith('\n');
  const lines = text.split('\n').slice(0, isEnded ? -1 : undefined);
  return {
    count: lines.length,
    lines: [...lines.map((line) => mark + line), ...(isEnded ? [] : ['\\ No newline at end of file'])],
  };
}

/** An empty range names the line before it. */
function rangeOf(start: number, lines: number): string {
  return lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`;
}

/** Git ends a name with a tab when it holds a space, so that nothing behind it is taken for a part of it. */
function named(path: string): string {
  return `${quoted(path)}${path.includes(' ') ? '\t' : ''}`;
}

/** Names with odd characters stand in quotes, as git writes them. */
function quoted(path: string): string {
  return /["\\\p{Cc}]/u.test(path) ? JSON.stringify(path) : path;
}
