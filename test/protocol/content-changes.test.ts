import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { PositionEncoding } from '../../server/base/position-encoding.ts';
import { TextDocument } from '../../server/base/text-document.ts';
import { applyContentChanges } from '../../server/protocol/content-changes.ts';
import type { ContentChange, LspPosition } from '../../server/protocol/from-lsp.ts';

const encodings = ['utf-8', 'utf-16', 'utf-32'] as const;
const text = fc
  .array(fc.constantFrom('a', 'é', '漢', '😀', '\n', '\r', '\r\n', '\u2028'), { maxLength: 8 })
  .map((pieces) => pieces.join(''));
const wildNumber = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 9 }) },
  fc.constantFrom(-1, 0.5, 1.5, 1e9, 2 ** 31, Number.NaN, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY),
);
const position = fc.record({ line: wildNumber, character: wildNumber });
const change: fc.Arbitrary<ContentChange> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ range: fc.record({ start: position, end: position }), text }) },
  fc.record({ text }),
);

function documentOf(source: string): TextDocument {
  return new TextDocument({ uri: 'file:///a.ts', languageId: 'typescript', version: 1 }, source);
}

/** Where a position is, by walking from the front over code points: the slow and plain way. */
function naiveOffset(source: string, { line, character }: LspPosition, encoding: PositionEncoding): number {
  const lines = [...source.matchAll(/(.*?)(\r\n|\n|\r|$)/gsu)];
  const wantedLine = Number.isNaN(line) ? 0 : Math.floor(line);
  if (wantedLine < 0) return 0;
  const ended = source === '' || /[\r\n]$/.test(source);
  const count = lines.length - (ended ? 0 : 1);
  const found = wantedLine < count ? lines[wantedLine] : undefined;
  if (found === undefined) return source.length;
  let offset = found.index;
  let units = 0;
  for (const point of found[1] ?? '') {
    units += { 'utf-8': Buffer.byteLength(point), 'utf-16': point.length, 'utf-32': 1 }[encoding];
    if (units > (Number.isNaN(character) ? 0 : character)) break;
    offset += point.length;
  }
  return offset;
}

function naiveApply(source: string, changes: readonly ContentChange[], encoding: PositionEncoding): string {
  return changes.reduce((current, { range, text: inserted }) => {
    if (range === undefined) return inserted;
    const [from, to] = [range.start, range.end]
      .map((each) => naiveOffset(current, each, encoding))
      .sort((a, b) => a - b);
    return current.slice(0, from) + inserted + current.slice(to);
  }, source);
}

describe.each(encodings)('in %s', (encoding) => {
  test('any changes, however wild, give the text and the line table of a naive model', () => {
    fc.assert(
      fc.property(text, fc.array(change, { minLength: 1, maxLength: 10 }), (source, changes) => {
        const after = applyContentChanges(documentOf(source), changes, 2, encoding);
        const expected = naiveApply(source, changes, encoding);
        expect(after.document.text).toBe(expected);
        expect(after.document.version).toBe(2);
        const starts = Array.from({ length: after.document.lineCount }, (_, line) =>
          after.document.lineStart(line),
        );
        const fresh = documentOf(expected);
        expect(starts).toEqual(Array.from({ length: fresh.lineCount }, (_, line) => fresh.lineStart(line)));
      }),
      { numRuns: 1_500 },
    );
  });

  test('the offsets it reports replay to the same text', () => {
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 6 }), (source, changes) => {
        const after = applyContentChanges(documentOf(source), changes, 2, encoding);
        const replayed = after.changes.reduce(
          (current, each) => current.slice(0, each.start) + each.text + current.slice(each.end),
          source,
        );
        expect(replayed).toBe(after.document.text);
      }),
    );
  });
});

test('a range that ends inside an emoji takes it whole or not at all', () => {
  const emoji = documentOf('"😀"');
  const inside = { line: 0, character: 2 };
  const cut = (start: LspPosition, end: LspPosition) =>
    applyContentChanges(emoji, [{ range: { start, end }, text: '' }], 2, 'utf-16').document.text;
  expect(cut({ line: 0, character: 0 }, inside)).toBe('😀"');
  expect(cut(inside, { line: 0, character: 4 })).toBe('"');
});

test('a change without edits still moves the version', () => {
  expect(applyContentChanges(documentOf('a'), [], 9, 'utf-16').document.version).toBe(9);
});
