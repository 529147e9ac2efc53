import { nameOf } from '../../../base/relative-paths.ts';
import type { TextDocument } from '../../../base/text-document.ts';
import type { CursorScene } from './cursor-scene.ts';

/** What an action is about, as its title says: `add`, `Stack`, `the selected lines`, `math.ts`. */
export function subjectWords({ around, definition, document, path, range }: CursorScene): string {
  if (spansLines(document, range.start, range.end) && !isWhole(around?.range, range))
    return 'the selected lines';
  const name = around?.name ?? definition?.name;
  return shortened(name === undefined || name === '' ? nameOf(path) : name);
}

/** A name as titles hold it. */
export function shortened(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`;
}

const longestName = 36;

function spansLines(document: TextDocument, start: number, end: number): boolean {
  return document.lineOf(start) !== document.lineOf(end);
}

function isWhole(
  outer: { readonly start: number; readonly end: number } | undefined,
  range: { readonly start: number; readonly end: number },
): boolean {
  return outer !== undefined && range.start <= outer.start && outer.end <= range.end;
}
