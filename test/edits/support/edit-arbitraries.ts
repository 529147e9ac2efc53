import fc from 'fast-check';

import type { TextChange } from '../../../server/base/text-document.ts';

const piece = fc.constantFrom('a', 'b', 'return x;', '  ', '\n', '\r\n', '😀', '');

/** Short texts of few different pieces, so that equal lines and odd line ends are common. */
export const text = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

/** A batch of edits for a text: in order, none overlapping another. */
export function editsFor(before: string): fc.Arbitrary<TextChange[]> {
  const offset = fc.nat({ max: before.length });
  return fc
    .tuple(fc.array(offset, { maxLength: 8 }), fc.array(text, { minLength: 4, maxLength: 4 }))
    .map(([offsets, texts]) => {
      const sorted = offsets.toSorted((one, other) => one - other);
      const edits: TextChange[] = [];
      for (let i = 0; i + 1 < sorted.length; i += 2) {
        edits.push({ start: sorted[i] ?? 0, end: sorted[i + 1] ?? 0, text: texts[i / 2] ?? '' });
      }
      return edits;
    });
}
