import { scanWords, wordTerms } from '../context/lexical/code-terms.ts';

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
