import type { LineSpan } from '../context-item.ts';
import type { DefinitionRecord } from '../index/file-record.ts';
import type { Finding, RootView } from './scene.ts';

/** The stretch of a file that says most about it: its first class, function or type, else its first definition. */
export function headOf(root: RootView, path: string): LineSpan | undefined {
  const top = (root.index.record(path)?.definitions ?? []).filter(({ parent }) => parent === undefined);
  const main = top.find(({ kind }) => kind !== 'constant' && kind !== 'variable') ?? top[0];
  if (main !== undefined) return { startLine: main.leadLine, endLine: main.endLine };
  return root.index.has(path) ? { startLine: 0, endLine: headLines } : undefined;
}

/** The innermost definition around a line that is more than a name on it. */
export function definitionAround(
  definitions: readonly DefinitionRecord[],
  line: number,
): DefinitionRecord | undefined {
  return definitions.findLast(
    ({ startLine, endLine, kind }) =>
      startLine <= line && line < endLine && endLine - startLine > 1 && !isMinor(kind),
  );
}

/** The definition around a line of a file, or a few lines around it. */
export function spanAround(root: RootView, path: string, line: number): LineSpan {
  const around = definitionAround(root.index.record(path)?.definitions ?? [], line);
  if (around !== undefined && around.endLine - around.startLine <= longestSpan)
    return { startLine: around.leadLine, endLine: around.endLine };
  return { startLine: Math.max(0, line - linesAround), endLine: line + linesAround + 1 };
}

/** Best first; equal ones in the order of path and line. */
export function ordered(findings: readonly Finding[], limit: number): readonly Finding[] {
  return [...findings]
    .sort(
      (a, b) => b.score - a.score || (a.path < b.path ? -1 : a.path > b.path ? 1 : a.startLine - b.startLine),
    )
    .slice(0, limit);
}

function isMinor(kind: DefinitionRecord['kind']): boolean {
  return kind === 'field' || kind === 'variable' || kind === 'constant';
}

const headLines = 30;
const linesAround = 6;
const longestSpan = 80;
