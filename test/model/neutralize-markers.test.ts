import fc from 'fast-check';
import { expect, test } from 'vitest';

import { SourcedText } from '../../server/base/sourced-text.ts';
import { fimFamily, fimFamilyNames } from '../../server/model/fim-family.ts';
import { neutralizeMarkers } from '../../server/model/neutralize-markers.ts';

test('puts a space into each marker and leaves the rest', () => {
  expect(check(['a <PRE> b<PRE>'], ['<PRE>', '<SUF>'])).toEqual(['a < PRE> b< PRE>']);
});

test('finds a marker that is cut across parts', () => {
  expect(check(['x<', 'P', 'RE>y'], ['<PRE>'])).toEqual(['x<', ' P', 'RE>y']);
});

test('breaks markers that overlap', () => {
  expect(check(['<<>>'], ['<<>', '<>>'])).toEqual(['< < >>']);
});

test('leaves what is no marker: letter case, other tags, comments', () => {
  expect(check(['<pre> [suffix] // <PRE'], ['<PRE>', '[SUFFIX]'])).toEqual(['<pre> [suffix] // <PRE']);
});

test('keeps uri and range of the parts', () => {
  const part = { text: '<PRE>', uri: 'file:///a', range: { start: 3, end: 8 } };
  const { parts } = neutralizeMarkers(new SourcedText([part]), ['<PRE>']);
  expect(parts).toEqual([{ ...part, text: '< PRE>' }]);
});

const cuts = fc.constantFrom(...fimFamilyNames).chain((name) => {
  const { markers } = fimFamily(name);
  const pieces = markers.flatMap((marker) => [marker, marker.slice(0, 2), marker.slice(2), marker.slice(1)]);
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 }));
  return fc.record({ markers: fc.constant(markers), texts: fc.array(piece, { maxLength: 20 }) });
});

test('no marker remains, however the text is cut', () => {
  fc.assert(
    fc.property(cuts, ({ markers, texts }) => {
      const whole = check(texts, markers).join('');
      for (const marker of markers) expect(whole).not.toContain(marker);
    }),
  );
});

test('nothing but spaces is added, and nothing at all without a marker', () => {
  fc.assert(
    fc.property(cuts, ({ markers, texts }) => {
      const before = texts.join('');
      const after = check(texts, markers).join('');
      expect(after.replaceAll(' ', '')).toBe(before.replaceAll(' ', ''));
      if (!markers.some((marker) => before.includes(marker))) expect(after).toBe(before);
    }),
  );
});

test('a text that was made harmless stays as it is', () => {
  fc.assert(
    fc.property(cuts, ({ markers, texts }) => {
      const once = check(texts, markers);
      expect(check(once, markers)).toEqual(once);
    }),
  );
});

function check(texts: readonly string[], markers: readonly string[]): readonly string[] {
  const text = new SourcedText(texts.map((part) => ({ text: part })));
  return neutralizeMarkers(text, markers).parts.map((part) => part.text);
}
