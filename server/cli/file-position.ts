import { UserError } from '../base/error-codes.ts';
import type { TextDocument } from '../base/text-document.ts';

import { countOf } from './in-words.ts';

/** A place as people name it: line and column count from 1. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Reads `FILE:LINE:COL`; the file may hold colons itself. Throws a UserError for anything else. */
export function parseFilePosition(given: string): FilePosition {
  const parts = /^(.+):(\d{1,9}):(\d{1,9})$/s.exec(given);
  const [, file = '', line = '0', column = '0'] = parts ?? [];
  if (file === '' || Number(line) === 0 || Number(column) === 0) {
    throw new UserError('position-misspelled', { given });
  }
  return { file, line: Number(line), column: Number(column) };
}

/**
 * The offset of a place; a column counts characters (Unicode code points, a tab is one), and one past the last
 * is the line's end. Throws a UserError, with the bounds, for a place that is not there.
 */
export function offsetOf(position: FilePosition, document: TextDocument): number {
  const { file, line, column } = position;
  const count = document.lineCount;
  if (line > count) {
    const lines = countOf(count, 'line');
    throw new UserError('line-outside', { file, lines, line: String(line), last: String(count) });
  }
  const characters = [...document.lineText(line - 1)];
  if (column > characters.length + 1) {
    throw new UserError('column-outside', {
      file,
      line: String(line),
      column: String(column),
      characters: countOf(characters.length, 'character'),
      last: String(characters.length + 1),
    });
  }
  return document.lineStart(line - 1) + characters.slice(0, column - 1).join('').length;
}
