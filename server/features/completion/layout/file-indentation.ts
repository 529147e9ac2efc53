import type { TextDocument } from '../../../base/text-document.ts';
import { indentUnit } from '../../../edits/indentation.ts';

import { linesAbove, linesBelow } from './nearby-lines.ts';

/** One level of indentation as the lines around `line` have it: a tab or some spaces; undefined where none shows it. */
export function fileIndentation(document: TextDocument, line: number): string | undefined {
  const lines = [...linesAbove(document, line, reach), ...linesBelow(document, line, reach)];
  return indentUnit(lines.filter((text) => text.trim() !== '' && !/^\s*\*/.test(text)));
}

const reach = 100;
