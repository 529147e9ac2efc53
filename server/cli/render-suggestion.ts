import type { TextDocument } from '../base/text-document.ts';
import type { Suggestion } from '../features/completion/suggestion.ts';

import { paint, printable } from './paint.ts';
import { clipEnd, clipStart, type Gutter, gutterFor, numbered, roomBeside } from './source-lines.ts';
import type { Output } from './terminal.ts';

/** The lines around a suggestion with it written in: colored, or between ├ and ┤ where there is no color. */
export function renderSuggestion(document: TextDocument, suggestion: Suggestion, output: Output): string {
  const line = document.lineOf(suggestion.replace.start);
  const first = Math.max(0, line - linesBefore);
  const last = Math.min(document.lineCount - 1, line + linesAfter);
  const gutter = gutterFor(last, output);
  const room = roomBeside(gutter);

  const plain = (at: number) => numbered(gutter, at, clipEnd(printable(document.lineText(at)), room));
  return [
    ...range(first, line).map(plain),
    ...changedLines(document, suggestion, gutter, room),
    ...range(line + 1, last + 1).map(plain),
  ].join('\n');
}

function changedLines(
  document: TextDocument,
  suggestion: Suggestion,
  gutter: Gutter,
  room: number,
): readonly string[] {
  const { start, end } = suggestion.replace;
  const line = document.lineOf(start);
  const replaced = document.text.slice(start, end);
  const kept = commonPrefixLength(replaced, suggestion.text);
  const before = printable(document.text.slice(document.lineStart(line), start + kept));
  const after = printable(document.text.slice(end, document.lineEnd(line)));
  const inserted = suggestion.text
    .slice(kept)
    .split(/\r\n|\r|\n/)
    .map(printable);

  const shown = marked(inserted, gutter.output);
  const lines = shown.map((text, index) => {
    const head = index === 0 ? clipStart(before, Math.max(20, room - text.length)) : '';
    const tail = index === shown.length - 1 ? clipEnd(after, Math.max(20, room - text.length)) : '';
    return head + text + tail;
  });
  return lines.map((text, index) => (index === 0 ? numbered(gutter, line, text) : added(gutter, text)));
}

function marked(lines: readonly string[], output: Output): readonly string[] {
  if (output.colors) return lines.map((line) => paint('green', line, output));
  const last = lines.length - 1;
  return lines.map((line, index) => `${index === 0 ? '├' : ''}${line}${index === last ? '┤' : ''}`);
}

function added({ width, output }: Gutter, text: string): string {
  return `${paint('dim', `${'+'.padStart(width)} │`, output)} ${text}`;
}

function commonPrefixLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
}

const linesBefore = 6;
const linesAfter = 3;
