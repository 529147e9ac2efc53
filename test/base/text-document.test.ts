import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type TextChange, TextDocument } from '../../server/base/text-document.ts';

const identity = { uri: 'file:///a.ts', languageId: 'typescript', version: 1 };
const piece = fc.constantFrom('a', 'b', '\n', '\r', '\r\n', '\u2028', '\u0085', '😀', '');
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
const edit = fc.record({ at: fc.nat({ max: 40 }), length: fc.nat({ max: 6 }), text });

/** The line starts by the definition of LSP, counted the slow way. */
function naiveLineStarts(source: string): number[] {
  return [0, ...[...source.matchAll(/\r\n|\n|\r/g)].map((match) => match.index + match[0].length)];
}

function lineStartsOf(document: TextDocument): number[] {
  return Array.from({ length: document.lineCount }, (_, line) => document.lineStart(line));
}

function changeWithin(
  source: string,
  { at, length, text: inserted }: { at: number; length: number; text: string },
): TextChange {
  const start = Math.min(at, source.length);
  return { start, end: Math.min(start + length, source.length), text: inserted };
}

test('text and line table equal a naive model after any list of edits', () => {
  fc.assert(
    fc.property(text, fc.array(edit, { minLength: 5, maxLength: 15 }), (source, edits) => {
      let document = new TextDocument(identity, source);
      let model = source;
      for (const each of edits) {
        const change = changeWithin(model, each);
        document = document.withChange(change, document.version + 1);
        model = model.slice(0, change.start) + change.text + model.slice(change.end);
        if (document.text !== model) expect(document.text).toBe(model);
        const starts = naiveLineStarts(model);
        if (lineStartsOf(document).join() !== starts.join()) expect(lineStartsOf(document)).toEqual(starts);
      }
      expect(document.version).toBe(1 + edits.length);
    }),
    { numRuns: 2_000 },
  );
});

test('line ends, line texts and the line of an offset fit the line table', () => {
  fc.assert(
    fc.property(text, (source) => {
      const document = new TextDocument(identity, source);
      const lines = source.split(/\r\n|\n|\r/);
      expect(document.lineCount).toBe(lines.length);
      for (const [line, content] of lines.entries()) {
        expect(document.lineText(line)).toBe(content);
        expect(document.lineEnd(line)).toBe(document.lineStart(line) + content.length);
      }
      for (let offset = 0; offset <= source.length; offset++) {
        const line = document.lineOf(offset);
        expect(document.lineStart(line)).toBeLessThanOrEqual(offset);
        if (line + 1 < document.lineCount) expect(offset).toBeLessThan(document.lineStart(line + 1));
      }
    }),
  );
});

test('lines past the end are empty and stand at the end', () => {
  const document = new TextDocument(identity, 'a\nb');
  expect(document.lineStart(7)).toBe(3);
  expect(document.lineText(7)).toBe('');
});

test('an edit leaves the document before it as it was', () => {
  const before = new TextDocument(identity, 'one\ntwo\n');
  const after = before.withChange({ start: 0, end: 4, text: '' }, 2);
  expect([before.text, before.lineCount, before.version]).toEqual(['one\ntwo\n', 3, 1]);
  expect([after.text, after.lineCount, after.version]).toEqual(['two\n', 2, 2]);
});
