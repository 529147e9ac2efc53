import type { OffsetRange } from '../syntax/offset-range.ts';
import type { Definition, Outline } from '../syntax/outline.ts';

/** A definition with all that belongs to it: comments and decorators above, words before, a semicolon behind. */
export interface WholeDefinition {
  readonly definition: Definition;
  /** Where its first comment or decorator stands; the start of the words before it when there is none. */
  readonly leadStart: number;
  /** Where the words before it begin, such as `export`. */
  readonly wordsStart: number;
  readonly start: number;
  readonly end: number;
  /** Comments, decorators and attributes above, in the order of the text. */
  readonly leads: readonly OffsetRange[];
}

/** Finds what belongs to a definition. */
export function wholeDefinition(text: string, outline: Outline, definition: Definition): WholeDefinition {
  const { range, signature } = definition;
  const wordsStart = Math.min(signature.start, range.start);
  const leads = leadsAbove(text, outline.leads, wordsStart);
  return {
    definition,
    leadStart: leads[0]?.start ?? wordsStart,
    wordsStart,
    start: range.start,
    end: range.end + trailing(text, range.end),
    leads,
  };
}

/** Comments and decorators that stand right above, without an empty line between, and alone on their lines. */
function leadsAbove(text: string, leads: readonly OffsetRange[], start: number): OffsetRange[] {
  const above: OffsetRange[] = [];
  let next = start;
  for (const lead of leads.toReversed()) {
    if (next < lead.end) continue;
    const end = lead.start + text.slice(lead.start, lead.end).trimEnd().length;
    const between = text.slice(end, next);
    const before = text.slice(text.lastIndexOf('\n', lead.start - 1) + 1, lead.start);
    if (!/^[ \t]*(?:(?:\r\n?|\n)[ \t]*)?$/.test(between) || before.trim() !== '') break;
    above.unshift({ start: lead.start, end });
    next = lead.start;
  }
  return above;
}

/** The semicolon of a definition that is a statement's value. */
function trailing(text: string, end: number): number {
  return text[end] === ';' ? 1 : 0;
}
