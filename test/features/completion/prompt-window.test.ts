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

const blocks = Array.from(
  { length: 400 },
  (_, at) => `/** ${at}. */\n@memo\nfunction f${at}() {\n  a();\n\n  b();\n}\n\n`,
);

test('a long document begins and ends with whole definitions, their comments and decorators included', () => {
  const text = blocks.join('');
  const offset = text.indexOf('a();', text.length / 2);
  const { prefix, suffix } = promptWindow(documentOf(text), offset, { windowTokens: 2_048, maxTokens: 96 });
  expect(plain(prefix)).toMatch(/^\/\*\* \d+\. \*\/\n@memo\nfunction/);
  expect(plain(suffix)).toMatch(/\n {2}b\(\);\n\}\n\n$/);
});

test('far from any definition it is cut at a line, and gives up no more for one than a fifth', () => {
  const text = `\nconst first = [\n${'  1,\n'.repeat(2_000)}];\n`;
  const budget = { windowTokens: 1_024, maxTokens: 96 };
  const { prefix } = promptWindow(documentOf(text), 8_000, budget);
  expect(plain(prefix)).toMatch(/^ {2}1,\n/);
  const withBlocks = blocks.join('');
  const offset = withBlocks.indexOf('a();', 9_000);
  const most = promptWindow(documentOf('x\n'.repeat(9_000)), 9_000, budget).prefix.length;
  expect(promptWindow(documentOf(withBlocks), offset, budget).prefix.length).toBeGreaterThan(most * 0.75);
});

test('six parts in ten stand before the cursor, one and a half behind it, unless a side has less', () => {
  const text = 'x\n'.repeat(20_000);
  const budget = { windowTokens: 1_160, maxTokens: 96 };
  const at = (offset: number) => {
    const { prefix, suffix } = promptWindow(documentOf(text), offset, budget);
    return [prefix.length, suffix.length];
  };
  expect(at(20_000)).toEqual([1_800, 450]);
  expect(at(600)).toEqual([600, 1_650]);
  expect(at(text.length)).toEqual([2_250, 0]);
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
