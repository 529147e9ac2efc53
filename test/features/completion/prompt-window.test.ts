import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { SourcedText } from '../../../server/base/sourced-text.ts';
import { TextDocument } from '../../../server/base/text-document.ts';
import { promptWindow } from '../../../server/features/completion/prompt-window.ts';

function documentOf(text: string): TextDocument {
  return new TextDocument({ uri: 'file:///w/a.ts', languageId: 'typescript', version: 1 }, text);
}

function plain({ parts }: SourcedText): string {
  return parts.map(({ text }) => text).join('');
}

test('a small document is shown whole, each part with its place', () => {
  const document = documentOf('const a = 1;\n');
  const { prefix, suffix } = promptWindow(document, 10, { windowTokens: 4_096, maxTokens: 96 });
  expect(prefix.parts).toEqual([{ text: 'const a = ', uri: document.uri, range: { start: 0, end: 10 } }]);
  expect(suffix.parts).toEqual([{ text: '1;\n', uri: document.uri, range: { start: 10, end: 13 } }]);
});

test('a long document is cut at the borders of lines', () => {
  const document = documentOf('const line = 1;\n'.repeat(2_000));
  const { prefix, suffix } = promptWindow(document, 16_005, { windowTokens: 1_024, maxTokens: 96 });
  expect(plain(prefix)).toMatch(/^const line/);
  expect(plain(suffix)).toMatch(/\n$/);
  expect(prefix.length).toBeGreaterThan(suffix.length);
});

test('what the text behind the cursor leaves is given to the text before it', () => {
  const text = 'const line = 1;\n'.repeat(2_000);
  const atEnd = promptWindow(documentOf(text), text.length, { windowTokens: 1_024, maxTokens: 96 });
  const inside = promptWindow(documentOf(text), text.length / 2, { windowTokens: 1_024, maxTokens: 96 });
  expect(atEnd.prefix.length).toBeGreaterThan(inside.prefix.length);
});

test('whatever the document, the window holds the cursor, is bounded and splits no character', () => {
  const texts = fc
    .array(fc.constantFrom('a', '\n', '\r\n', '😀', 'word ', 'x'.repeat(3_000)))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, fc.nat(), fc.integer({ min: 256, max: 4_096 }), (text, at, windowTokens) => {
      const document = documentOf(text);
      const raw = text.length === 0 ? 0 : at % (text.length + 1);
      const offset = (text.codePointAt(raw - 1) ?? 0) > 0xffff ? raw - 1 : raw;
      const window = promptWindow(document, offset, { windowTokens, maxTokens: 64 });
      expect(plain(window.prefix) + plain(window.suffix)).toBe(text.slice(window.start, window.end));
      expect(window.start).toBeLessThanOrEqual(offset);
      expect(window.end).toBeGreaterThanOrEqual(offset);
      expect(window.end - window.start).toBeLessThanOrEqual(Math.max(windowTokens, 64) * 3);
      expect(`${plain(window.prefix)}|${plain(window.suffix)}`).not.toMatch(/\p{Cs}/u);
    }),
  );
});
