import { indentOf } from '../../../base/line-indent.ts';

/** How far a line is indented, in columns; a tab reaches to the next multiple of four. */
export function indentColumns(line: string): number {
  let columns = 0;
  for (const character of indentOf(line)) columns += character === '\t' ? 4 - (columns % 4) : 1;
  return columns;
}
