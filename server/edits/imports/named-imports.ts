import type { TextChange, TextDocument } from '../../base/text-document.ts';
import type { ImportLine } from './import-lines.ts';

/** Adds a name to a list in an import that is there, at its place where the names are sorted. */
export function withName(
  document: TextDocument,
  line: ImportLine,
  list: { readonly start: number; readonly end: number },
  name: string,
): TextChange {
  const base = document.lineStart(line.firstLine);
  const inner = line.text.slice(list.start, list.end);
  const names = [...inner.matchAll(/[^,\s][^,\n]*/g)];
  const words = names.map(([text]) => text.trim());
  const isSorted = words.every((word, at) => at === 0 || compare(words[at - 1] ?? '', word) <= 0);
  const next = isSorted ? names.find(([text]) => compare(name, text.trim()) < 0) : undefined;
  const offset = base + list.start;
  const separator = /,\s*\n(\s*)/.exec(inner)?.[0] ?? ', ';
  if (next !== undefined) {
    const start = offset + next.index;
    return { start, end: start, text: `${name}${separator}` };
  }
  const last = names.at(-1);
  if (last === undefined) return { start: offset, end: offset + inner.length, text: ` ${name} ` };
  const start = offset + last.index + last[0].trimEnd().length;
  return { start, end: start, text: `${separator}${name}` };
}

/** As people sort names: letters before case. */
function compare(one: string, other: string): number {
  const [a, b] = [one.replace(/^type /, '').toLowerCase(), other.replace(/^type /, '').toLowerCase()];
  return a < b ? -1 : a > b ? 1 : one < other ? -1 : one > other ? 1 : 0;
}
