import type { LineSpan } from '../context-item.ts';

/**
 * The stretches of a text that an older one did not have: between equal beginnings and ends, the lines that stand
 * more often than before, joined where a few lines lie between.
 */
export function changedLines(before: string, now: string): readonly LineSpan[] {
  const old = before.split(lineEnd);
  const lines = now.split(lineEnd);
  let start = 0;
  while (start < lines.length && start < old.length && lines[start] === old[start]) start += 1;
  let end = lines.length;
  let oldEnd = old.length;
  while (end > start && oldEnd > start && lines[end - 1] === old[oldEnd - 1]) {
    end -= 1;
    oldEnd -= 1;
  }
  return joined(newLines(old.slice(start, oldEnd), lines.slice(start, end)).map((line) => start + line));
}

function newLines(old: readonly string[], lines: readonly string[]): readonly number[] {
  const left = new Map<string, number>();
  for (const line of old) left.set(line, (left.get(line) ?? 0) + 1);
  const found: number[] = [];
  for (const [number, line] of lines.entries()) {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    else if (line.trim() !== '') found.push(number);
  }
  return found;
}

function joined(lines: readonly number[]): readonly LineSpan[] {
  const spans: { startLine: number; endLine: number }[] = [];
  for (const line of lines) {
    const last = spans.at(-1);
    if (last !== undefined && line - last.endLine < gap) last.endLine = line + 1;
    else spans.push({ startLine: line, endLine: line + 1 });
  }
  return spans;
}

const gap = 4;
const lineEnd = /\r\n|\r|\n/;
