import fc from 'fast-check';
import { expect, test } from 'vitest';

import { TextDocument } from '../../../server/base/text-document.ts';
import { cutItem, type ItemToCut } from '../../../server/context/budget/cut-item.ts';
import { estimateTokens } from '../../../server/context/budget/estimate-tokens.ts';
import { sourceLines } from '../../../server/context/budget/source-lines.ts';
import { emptyRecord } from '../../../server/context/index/file-record.ts';

const lines = sourceLines(`// What a basket is.
class Basket {
  items = [];

  add(
    item,
  ) {
    this.items.push(item);
    return item;
  }

  clear() {
    this.items = [];
  }
}
`);

const method = { kind: 'method', parent: 0 } as const;
const record = {
  ...emptyRecord,
  definitions: [
    {
      name: 'Basket',
      kind: 'class',
      parent: undefined,
      leadLine: 0,
      startLine: 1,
      signatureEnd: 2,
      endLine: 15,
    },
    { name: 'add', ...method, leadLine: 4, startLine: 4, signatureEnd: 7, endLine: 10 },
    { name: 'clear', ...method, leadLine: 11, startLine: 11, signatureEnd: 12, endLine: 14 },
  ],
} as const;

function shown(maxTokens: number, span = { startLine: 0, endLine: 15 }): string {
  const runs = cutItem({ lines, span, record, maxTokens, tokensOf: estimateTokens });
  return runs.map(({ startLine, endLine }) => lines.slice(startLine, endLine).join('')).join('…\n');
}

test('keeps all that fits', () => {
  expect(shown(500)).toBe(lines.slice(0, 15).join(''));
});

test('keeps of a class its head and the signatures in it before any body', () => {
  expect(shown(24)).toBe('class Basket {\n…\n  add(\n    item,\n  ) {\n…\n  clear() {\n');
});

test('gives nothing where not even the signature fits', () => {
  expect(shown(2)).toBe('');
  expect(shown(8, { startLine: 4, endLine: 10 })).toBe('');
});

test('gives nothing of a stretch behind the end', () => {
  expect(shown(500, { startLine: 40, endLine: 50 })).toBe('');
});

const spans = fc.tuple(fc.integer({ min: -3, max: 18 }), fc.nat(20));

test('what is kept fits, is in order and within the stretch, and begins with the signature', () => {
  fc.assert(
    fc.property(spans, fc.nat(120), ([startLine, length], maxTokens) => {
      const span = { startLine, endLine: startLine + length };
      const item: ItemToCut = { lines, span, record, maxTokens, tokensOf: estimateTokens };
      const runs = cutItem(item);
      let [last, tokens] = [-1, 0];
      for (const run of runs) {
        expect(run.startLine).toBeGreaterThan(last);
        expect(run.endLine).toBeGreaterThan(run.startLine);
        expect(run.startLine).toBeGreaterThanOrEqual(startLine);
        expect(run.endLine).toBeLessThanOrEqual(span.endLine);
        last = run.endLine;
        tokens += estimateTokens(lines.slice(run.startLine, run.endLine).join(''));
      }
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      const [outer] = record.definitions.filter(
        (each) => startLine <= each.startLine && each.endLine <= span.endLine,
      );
      if (outer === undefined || runs.length === 0) return;
      for (let line = outer.startLine; line < outer.signatureEnd; line++)
        expect(runs.some((run) => run.startLine <= line && line < run.endLine)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('lines are those of a document, whatever ends them', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ab\r\n]*$/), (text) => {
      const document = new TextDocument({ uri: '', languageId: '', version: 0 }, text);
      const found = sourceLines(text);
      expect(found.join('')).toBe(text);
      expect(found).toHaveLength(document.lineCount);
      for (const [line, content] of found.entries())
        expect(text.slice(document.lineStart(line), document.lineStart(line + 1))).toBe(content);
    }),
  );
});
