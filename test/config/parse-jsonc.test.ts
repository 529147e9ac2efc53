import fc from 'fast-check';
import { expect, test } from 'vitest';

import { parseJsonc } from '../../server/config/parse-jsonc.ts';

test('reads comments and trailing commas', () => {
  expect(parseJsonc('// why\n{ "a": [1, 2,], /* here */ }')).toEqual({ kind: 'ok', value: { a: [1, 2] } });
});

test.each(['', '  \n', '// nothing yet\n'])('takes the empty file %j for an empty object', (text) => {
  expect(parseJsonc(text)).toEqual({ kind: 'ok', value: {} });
});

test.each([
  ['{\n  "a": 1\n  "b": 2\n}', 'comma expected', 3, 3],
  ['{\r\n  "a" 1\r\n}', 'colon expected', 2, 7],
  ['{ "a": tru }', 'invalid symbol', 1, 8],
  ['{ "a": 1', 'close brace expected', 1, 9],
  ['{} {}', 'end of file expected', 1, 4],
  ['['.repeat(200_000), 'nested too deep', 1, 1],
])('says where %.20j first goes wrong', (text, detail, line, column) => {
  expect(parseJsonc(text)).toEqual({ kind: 'malformed', detail, line, column });
});

test('reads every JSON as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      fc.pre(!text.includes('__proto__'));
      expect(parseJsonc(text)).toEqual({ kind: 'ok', value: JSON.parse(text) });
    }),
  );
});

test('has an answer for every text', () => {
  const text = fc.string({
    unit: fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', 'a', '\\', '/', '*', '\n'),
  });
  fc.assert(
    fc.property(text, (file) => {
      const parsed = parseJsonc(file);
      if (parsed.kind === 'ok') return;
      expect(parsed.line).toBeLessThanOrEqual(file.split('\n').length);
    }),
  );
});
