import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  characterOfOffset,
  offsetOfCharacter,
  type PositionEncoding,
} from '../../server/base/position-encoding.ts';

const encodings = ['utf-8', 'utf-16', 'utf-32'] as const;
const piece = fc.constantFrom('a', 'é', '漢', '\u2028', '\t', '😀', '\ud800', '\udc00', '\u0000');
const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

/** Offsets between code points, with the units in front of each: counted by Node, not by us. */
function boundaries(text: string, encoding: PositionEncoding): readonly { offset: number; units: number }[] {
  const points = [...text];
  return Array.from({ length: points.length + 1 }, (_, count) => {
    const before = points.slice(0, count).join('');
    const units = {
      'utf-8': Buffer.byteLength(points.slice(0, count).map(wellFormed).join('')),
      'utf-16': before.length,
      'utf-32': count,
    };
    return { offset: before.length, units: units[encoding] };
  });
}

function wellFormed(point: string): string {
  return /\p{Cs}/u.test(point) ? '\ufffd' : point;
}

describe.each(encodings)('%s', (encoding) => {
  test('counts as Node counts, there and back, between code points', () => {
    fc.assert(
      fc.property(line, (text) => {
        for (const { offset, units } of boundaries(text, encoding)) {
          expect(characterOfOffset(text, offset, encoding)).toBe(units);
          expect(offsetOfCharacter(text, units, encoding)).toBe(offset);
        }
      }),
    );
  });

  test('gives the nearest boundary below for any number, and never leaves the line', () => {
    const wild = fc.oneof(fc.integer({ min: -3, max: 60 }), fc.double({ min: -2, max: 60, noNaN: true }));
    fc.assert(
      fc.property(line, wild, (text, character) => {
        const below = boundaries(text, encoding).filter(({ units }) => units <= character);
        expect(offsetOfCharacter(text, character, encoding)).toBe(below.at(-1)?.offset ?? 0);
      }),
    );
  });
});

test.each([
  ['one billion', 1e9, 5],
  ['infinity', Number.POSITIVE_INFINITY, 5],
  ['minus infinity', Number.NEGATIVE_INFINITY, 0],
  ['no number', Number.NaN, 0],
])('takes %s as a character', (_, character, offset) => {
  for (const encoding of encodings) expect(offsetOfCharacter('abcde', character, encoding)).toBe(offset);
});

test.each([
  ['utf-8', 7],
  ['utf-16', 5],
  ['utf-32', 5],
] as const)('an offset inside an emoji counts as its start in %s', (encoding, start) => {
  // Five characters stand in front of the emoji, one of them three bytes long.
  expect(characterOfOffset('漢 = (😀);', 6, encoding)).toBe(start);
});
