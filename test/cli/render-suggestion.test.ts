import { expect, test } from 'vitest';

import { TextDocument } from '../../server/base/text-document.ts';
import { renderSuggestion } from '../../server/cli/render-suggestion.ts';
import { Paper } from './scripted-context.ts';

/** `█` marks the cursor; `replaced` characters before it are replaced too. */
function check(source: string, text: string, { output = new Paper(), replaced = 0 } = {}): string {
  const offset = source.indexOf('█');
  const document = new TextDocument(
    { uri: 'file:///a.ts', languageId: '', version: 0 },
    source.replace('█', ''),
  );
  const replace = { start: offset - replaced, end: offset };
  const suggestion = { id: '1', text, replace, confidence: 0.9, explanation: '', model: undefined };
  return renderSuggestion(document, suggestion, output);
}

test('marks what is inserted into a line', () => {
  expect(check('function add(a, b) {\n  return █;\n}\n', 'a + b')).toMatchInlineSnapshot(`
    "  1 │ function add(a, b) {
      2 │   return ├a + b┤;
      3 │ }
      4 │"
  `);
});

test('gives inserted lines no number, and keeps the numbers of the others', () => {
  expect(check('if (a) █\nnext();\n', '{\n  go();\n}')).toMatchInlineSnapshot(`
    "  1 │ if (a) ├{
      + │   go();
      + │ }┤
      2 │ next();
      3 │"
  `);
});

test('marks only what is new where typed text is replaced', () => {
  expect(check('const total = amo█\n', 'amount', { replaced: 3 })).toMatchInlineSnapshot(`
    "  1 │ const total = amo├unt┤
      2 │"
  `);
});

test('shows six lines before and three after', () => {
  const numbers = Array.from({ length: 20 }, (_, i) => `line ${i + 1}`);
  numbers[9] += '█';
  expect(check(numbers.join('\n'), '!')).toMatchInlineSnapshot(`
    "  4 │ line 4
      5 │ line 5
      6 │ line 6
      7 │ line 7
      8 │ line 8
      9 │ line 9
     10 │ line 10├!┤
     11 │ line 11
     12 │ line 12
     13 │ line 13"
  `);
});

test('uses color instead of marks where there is color', () => {
  const shown = check('a = █;', 'b', { output: new Paper({ colors: true }) });
  expect(shown).toContain('a = \u001b[32mb\u001b[39m;');
  expect(shown).not.toMatch(/[├┤]/);
});

test('cuts lines that are wider than the terminal around the suggestion', () => {
  const shown = check(`${'x'.repeat(5_000)}█${'y'.repeat(5_000)}\n${'z'.repeat(5_000)}`, 'new');
  expect(shown).toContain('x├new┤y');
  for (const line of shown.split('\n')) expect(line.length).toBeLessThan(250);
});

test('shows control characters of the file as a sign', () => {
  expect(check('a\u001b[2J█', 'b\u0007')).toBe('  1 │ a�[2J├b�┤');
});
