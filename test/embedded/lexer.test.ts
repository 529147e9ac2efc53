import fc from 'fast-check';
import { expect, test } from 'vitest';

import { scanTokens } from '../../server/embedded/lexer.ts';

function cut(text: string): { readonly blanks: string[]; readonly tokens: string[]; readonly rest: string } {
  const blanks: string[] = [];
  const tokens: string[] = [];
  const end = scanTokens(text, 0, text.length, (blankStart, start, tokenEnd) => {
    blanks.push(text.slice(blankStart, start));
    tokens.push(text.slice(start, tokenEnd));
  });
  return { blanks, tokens, rest: text.slice(end) };
}

test('blanks and tokens in order are the line again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (line) => {
      const { blanks, tokens, rest } = cut(line);
      expect(tokens.map((token, i) => (blanks[i] ?? '') + token).join('') + rest).toBe(line);
    }),
  );
});

test('no token is empty or starts or ends with a blank', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (line) => {
      for (const token of cut(line).tokens) expect(token).toMatch(/^[^ \t]+$/);
    }),
  );
});

test('cuts code into words, numbers, operators and marks', () => {
  expect(cut('  if (a_1 !== 0x1F) b?.c(...d); // e').tokens).toEqual([
    'if',
    '(',
    'a_1',
    '!==',
    '0x1F',
    ')',
    'b',
    '?.',
    'c',
    '(',
    '...',
    'd',
    ')',
    ';',
    '//',
    'e',
  ]);
});

test('never cuts a surrogate pair in two', () => {
  for (const token of cut(`${'a'.repeat(79)}${'😀'.repeat(5)}`).tokens)
    expect(token).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
});
