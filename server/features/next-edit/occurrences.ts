import { cutsNoWord } from './words-of-code.ts';

/** Where a text stands in another one, as whole words; at most `most` places. */
export function occurrences(text: string, wanted: string, most: number): readonly number[] {
  const found: number[] = [];
  if (wanted === '') return found;
  for (let at = text.indexOf(wanted); at >= 0 && found.length < most; at = text.indexOf(wanted, at + 1)) {
    if (cutsNoWord(text, at, at + wanted.length)) found.push(at);
  }
  return found;
}
