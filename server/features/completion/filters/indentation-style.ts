import { indentOf } from '../../../base/line-indent.ts';
import { ok } from '../../../base/outcome.ts';
import { endsOpen } from '../layout/block-words.ts';
import { fileIndentation } from '../layout/file-indentation.ts';
import { type LanguageLayout, languageLayout } from '../layout/language-layout.ts';
import type { Filter } from './filter.ts';

/** Indents a text as the file does: with tabs or with spaces, and as wide. */
export const indentationStyle: Filter = {
  name: 'indentation-style',
  apply: (text, { document, offset, linePrefix }) => {
    const unit = fileIndentation(document, document.lineOf(offset));
    if (unit === undefined) return ok(text);
    const isOnEmptyLine = linePrefix.trim() === '';
    const place = { unit, linePrefix, isOnEmptyLine, layout: languageLayout(document) };
    return ok(unit === '\t' ? tabbed(text, place) : spaced(text, place));
  },
};

interface Place {
  readonly unit: string;
  readonly linePrefix: string;
  readonly isOnEmptyLine: boolean;
  readonly layout: LanguageLayout;
}

/** Tabs for the spaces of a text that has no tabs. */
function tabbed(text: string, place: Place): string {
  const lines = ownLines(text, place);
  const isSpaced = lines.some((line) => line.startsWith('  ')) && !lines.some((line) => /^ *\t/.test(line));
  if (!isSpaced || place.linePrefix.startsWith(' ')) return text;
  const width = spacesOfLevel(lines, place);
  return mapIndents(text, place, (indent) => {
    const levels = Math.floor(indent.length / width);
    return '\t'.repeat(levels) + ' '.repeat(indent.length - levels * width);
  });
}

/** How many spaces a text takes for one level: as many as bring its first line where the cursor stands. */
function spacesOfLevel(lines: readonly string[], { linePrefix }: Place): number {
  const steps = lines.map((line) => indentOf(line).length).filter((length) => length > 1);
  const levels = /^\t*/.exec(linePrefix)?.[0].length ?? 0;
  const smallest = Math.min(...steps);
  const width = levels > 0 ? smallest / levels : smallest;
  if (width === 2 || width === 3 || width === 4 || width === 8) return width;
  return steps.every((length) => length % 4 === 0) ? 4 : 2;
}

function spaced(text: string, place: Place): string {
  const lines = ownLines(text, place);
  const isTabbed = lines.some((line) => /^ *\t/.test(line));
  if (isTabbed && place.linePrefix.includes('\t')) return text;
  const converted = isTabbed
    ? mapIndents(text, place, (indent) => indent.replaceAll('\t', place.unit))
    : text;
  return rescaled(converted, place);
}

/** The width of the file for another one, where each line below one that opens a block goes in by that. */
function rescaled(text: string, place: Place): string {
  const width = place.unit.length;
  const lines = (place.linePrefix + text).split('\n');
  const steps = new Set<number>();
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1];
    if (next === undefined || next.trim() === '' || !endsOpen(line, place.layout)) continue;
    const step = indentOf(next).length - indentOf(line).length;
    if (step > 0) steps.add(step);
  }
  const [step] = steps;
  if (step === undefined || steps.size > 1 || step === width || step === 1) return text;
  const base = indentOf(lines[0] ?? '').length;
  return mapIndents(text, { ...place, isOnEmptyLine: false }, (indent) => {
    const deeper = indent.length - base;
    if (deeper <= 0 || deeper % step !== 0) return indent;
    return ' '.repeat(base + (deeper / step) * width);
  });
}

/** The lines whose indentation is the text's own. */
function ownLines(text: string, { isOnEmptyLine }: Place): readonly string[] {
  const lines = text.split('\n').filter((line, index) => line.trim() !== '' && (index > 0 || isOnEmptyLine));
  return lines;
}

function mapIndents(text: string, { isOnEmptyLine }: Place, convert: (indent: string) => string): string {
  const lines = text.split('\n').map((line, index) => {
    if (line.trim() === '' || (index === 0 && !isOnEmptyLine)) return line;
    const indent = indentOf(line);
    return convert(indent) + line.slice(indent.length);
  });
  return lines.join('\n');
}
