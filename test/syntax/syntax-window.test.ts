import fc from 'fast-check';
import { expect, test } from 'vitest';

import { bareDocument } from '../../server/base/text-document.ts';
import { syntaxWindow } from '../../server/syntax/syntax-window.ts';

/** The window of a text, its cursor marked. */
function check(text: string): string {
  const offset = text.indexOf('█');
  const { before, behind } = syntaxWindow(bareDocument(text.replace('█', '')), offset);
  return `${before}█${behind}`;
}

function methods(count: number, name: string): string {
  const one = (at: number) => `\n  ${name}${at}(): void {\n    this.run();\n  }\n`;
  return Array.from({ length: count }, (_, at) => one(at)).join('');
}

test('a short file is its own window', () => {
  const text = 'const a = 1;\n\nfunction b() {\n  █\n}\n';
  expect(check(text)).toBe(text);
});

test('a method in a long class stands between the head of the class and its end', () => {
  const head = '/** Long. */\nexport class Long\n  extends Base {\n';
  const window = check(
    `${head}${methods(300, 'early')}\n  here(): void {\n    █\n  }\n${methods(300, 'late')}}\n`,
  );
  expect(window).toMatch(/^export class Long\n {2}extends Base \{\n {2}early2\d\d\(\): void/);
  expect(window).toMatch(/\n {2}late\d+\(\): void \{\n {4}this\.run\(\);\n {2}\}\n\n?\}\n$/);
  expect(window).toContain('  here(): void {\n    █\n  }\n');
});

test('the window begins with a definition rather than in a long string that is indented as little', () => {
  const prose = 'words of a long string\n'.repeat(100);
  const window = check(`"""\n${prose}"""\n\n${'def a():\n    pass\n'.repeat(20)}\ndef b():\n    █\n`);
  expect(window).toMatch(/^def a\(\)/);
});

test('whatever the document, the window holds the text around the cursor and is bounded', () => {
  const lines = fc.constantFrom(
    '',
    'a {',
    '  b {',
    '    c();',
    '  }',
    '}',
    '😀'.repeat(40),
    '\tx',
    'y'.repeat(20_000),
  );
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 600 }), fc.nat(), (all, at) => {
      const text = all.join('\n');
      const offset = at % (text.length + 1);
      const { before, behind } = syntaxWindow(bareDocument(text), offset);
      expect(text.slice(0, offset).endsWith(before.slice(-50))).toBe(true);
      expect(text.slice(offset).startsWith(behind.slice(0, 50))).toBe(true);
      expect(before.length + behind.length).toBeLessThan(150_000);
    }),
  );
});
