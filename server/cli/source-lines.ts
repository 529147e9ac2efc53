import { paint, printable } from './paint.ts';
import type { Output } from './terminal.ts';

/** Numbers of lines in front of their texts. */
export interface Gutter {
  readonly width: number;
  readonly output: Output;
}

/** A gutter that is wide enough for the number of this line, which counts from 0. */
export function gutterFor(lastLine: number, output: Output): Gutter {
  return { width: Math.max(3, String(lastLine + 1).length), output };
}

/** The characters that are left for a text beside the gutter. */
export function roomBeside({ width, output }: Gutter): number {
  return Math.max(20, output.columns - width - 4);
}

/** A line with its number; `line` counts from 0. */
export function numbered({ width, output }: Gutter, line: number, text: string): string {
  return `${paint('dim', `${String(line + 1).padStart(width)} │`, output)} ${text}`.trimEnd();
}

/** A line of a file with its number, dimmed as a whole and cut to the width of the output. */
export function quoted(gutter: Gutter, line: number, text: string): string {
  const room = roomBeside(gutter);
  // Long lines are cut before they are looked at.
  const shown = clipEnd(printable(text.slice(0, room + 1).replaceAll('\t', '    ')), room);
  const number = String(line + 1).padStart(gutter.width);
  return paint('dim', `${number} │ ${shown}`.trimEnd(), gutter.output);
}

/** Lines end as in documents: at `\n`, `\r\n` or `\r`; an end of line at the end begins no other. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

export function clipStart(text: string, room: number): string {
  return text.length <= room ? text : `…${text.slice(text.length - room + 1)}`;
}

export function clipEnd(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, room - 1)}…`;
}
