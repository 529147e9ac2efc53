import type { LineSpan } from './context-item.ts';
import { scanWords, wordTerms } from './lexical/code-terms.ts';
import { isStopWord } from './lexical/query-terms.ts';

/** A line of a text, counted from 0. */
export interface TellingLine {
  readonly line: number;
  readonly text: string;
}

/**
 * The lines that have most terms of the query in them, in the order of the text; where none has any, the first that
 * is not blank. Of lines with as many terms the earlier ones count.
 */
export function tellingLines(lines: readonly string[], query: string, most: number): readonly TellingLine[] {
  const sought = termsOf(query);
  const counted = lines.map((text, line) => ({ line, text, count: sharedTerms(text, sought) }));
  const best = counted
    .filter(({ count }) => count > 0)
    .sort((one, other) => other.count - one.count || one.line - other.line)
    .slice(0, most);
  const shown = best.length > 0 ? best : counted.filter(({ text }) => text.trim() !== '').slice(0, 1);
  return shown.map(({ line, text }) => ({ line, text })).sort((one, other) => one.line - other.line);
}

/**
 * The stretch of so many lines that has most telling terms of the query in it, from the first line that has one; what
 * a file only imports tells little. Where no line has any, the first lines that are not blank. Of stretches with as
 * many terms the earliest counts.
 */
export function tellingStretch(lines: readonly string[], query: string, length: number): LineSpan {
  const sought = new Set([...termsOf(query)].filter((term) => !isStopWord(term)));
  const found = lines.map((text) => (importLine.test(text) ? none : termsIn(text, sought)));
  let best = { startLine: -1, count: 0 };
  for (let start = 0; start < lines.length; start++) {
    if (found[start]?.size === 0) continue;
    const seen = new Set(found.slice(start, start + length).flatMap((terms) => [...terms]));
    if (seen.size > best.count) best = { startLine: start, count: seen.size };
  }
  const first = best.count > 0 ? best.startLine : lines.findIndex((text) => text.trim() !== '');
  const startLine = Math.max(0, first);
  let endLine = Math.min(lines.length, startLine + length);
  while (endLine > startLine + 1 && lines[endLine - 1]?.trim() === '') endLine -= 1;
  return { startLine, endLine };
}

const none: ReadonlySet<string> = new Set();
const importLine =
  /^\s*(?:import\b|from\s+\S+\s+import\b|export\s.*\sfrom\s|#\s*include\b|use\s+[\w:]+|using\s+\w)/;

function termsIn(text: string, sought: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...termsOf(text.slice(0, longestLine))].filter((term) => sought.has(term)));
}

function sharedTerms(text: string, sought: ReadonlySet<string>): number {
  // What is longer than this is data, and nobody reads it.
  const own = termsOf(text.slice(0, longestLine));
  return [...sought].filter((term) => own.has(term)).length;
}

function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>();
  scanWords(text, (word) => {
    for (const term of wordTerms(word)) terms.add(term);
  });
  return terms;
}

const longestLine = 2_000;
