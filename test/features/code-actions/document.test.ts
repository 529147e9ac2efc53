import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { applyEdits } from '../../../server/base/text-edit.ts';
import { docFacts } from '../../../server/features/code-actions/document/doc-facts.ts';
import { docStyleOf } from '../../../server/features/code-actions/document/doc-styles.ts';
import { documentEdits } from '../../../server/features/code-actions/document/document-edits.ts';
import { installedSyntax } from './support/installed-syntax.ts';

/** The text with its first function (or the one named) documented. */
async function check(path: string, text: string, name?: string, examples: readonly string[] = []) {
  const source = { uri: `file:///project/${path}`, languageId: '', text };
  const shape = await installedSyntax.shapeOf(source, neverAborted);
  const each = shape?.functions.find((one) => name === undefined || one.name === name);
  if (shape === undefined || each === undefined) throw new Error(`no function in ${path}`);
  const style = docStyleOf(shape.language, examples);
  if (style === undefined) throw new Error(`no style for ${shape.language}`);
  const kind = shape.outline.definitions[each.definition]?.kind ?? '';
  const facts = docFacts({ shape: each, kind, language: shape.language });
  return applyEdits(text, documentEdits(text, each, facts, style));
}

describe('documentation without a model', () => {
  test('says in TypeScript what the signature and the body tell', async () => {
    const text =
      "export function divide(a: number, b = 1): number {\n  if (b === 0) throw new RangeError('b must not be 0');\n  const quotient = a / b;\n  return quotient;\n}\n";
    expect(await check('a.ts', text)).toMatchInlineSnapshot(`
      "/**
       * Divides.
       *
       * @param a
       * @param b - Defaults to 1.
       * @returns The quotient.
       * @throws {RangeError} If b === 0.
       */
      export function divide(a: number, b = 1): number {
        if (b === 0) throw new RangeError('b must not be 0');
        const quotient = a / b;
        return quotient;
      }
      "
    `);
  });
  test('has types in JavaScript', async () => {
    const text = "module.exports = 1;\nfunction greet(name, mark = '!') {\n  return name + mark;\n}\n";
    expect(await check('a.js', text)).toMatchInlineSnapshot(`
      "module.exports = 1;
      /**
       * Greets.
       *
       * @param {*} name
       * @param {string} [mark] - Defaults to '!'.
       * @returns {*}
       */
      function greet(name, mark = '!') {
        return name + mark;
      }
      "
    `);
  });
  test('is one line where there is nothing to list', async () => {
    expect(await check('a.ts', 'class A {\n  clearCache(): void {}\n}\n')).toMatchInlineSnapshot(`
      "class A {
        /** Clears cache. */
        clearCache(): void {}
      }
      "
    `);
  });
  test('stands above decorators', async () => {
    const text =
      'class A {\n  @memo()\n  total(items: number[]): number {\n    return items.length;\n  }\n}\n';
    expect(await check('a.ts', text, 'total')).toMatchInlineSnapshot(`
      "class A {
        /**
         * Gives the total.
         *
         * @param items
         * @returns
         */
        @memo()
        total(items: number[]): number {
          return items.length;
        }
      }
      "
    `);
  });
  test('is in the style of Google in Python, where nothing tells another', async () => {
    const text =
      'class Shop:\n    def price_of(self, item: str, discount: float = 0.0) -> float:\n        if item not in self.prices:\n            raise KeyError(item)\n        return self.prices[item] - discount\n';
    expect(await check('a.py', text)).toMatchInlineSnapshot(`
      "class Shop:
          def price_of(self, item: str, discount: float = 0.0) -> float:
              """Gives the price.

              Args:
                  item:
                  discount: Defaults to 0.0.

              Returns:
                  float:

              Raises:
                  KeyError: If item not in self.prices.
              """
              if item not in self.prices:
                  raise KeyError(item)
              return self.prices[item] - discount
      "
    `);
  });
  test('is in the style of NumPy in Python where the file has it', async () => {
    const example = '"""Adds.\n\n    Parameters\n    ----------\n    a : int\n    """';
    const text = 'def add(a: int, b: int) -> int:\n    return a + b\n';
    expect(await check('a.py', text, 'add', [example])).toMatchInlineSnapshot(`
      "def add(a: int, b: int) -> int:
          """Adds.

          Parameters
          ----------
          a : int
          b : int

          Returns
          -------
          int
          """
          return a + b
      "
    `);
  });
  test('is in the style of Sphinx in Python where the file has it', async () => {
    const text = 'def add(a: int, b: int) -> int:\n    return a + b\n';
    expect(
      await check('a.py', text, 'add', ['"""Adds.\n\n    :param a: one\n    """']),
    ).toMatchInlineSnapshot(`
      "def add(a: int, b: int) -> int:
          """Adds.

          :param a:
          :param b:
          :return:
          """
          return a + b
      "
    `);
  });
  test('gives a function on one line of Python a body of lines', async () => {
    expect(await check('a.py', 'def one(): return 1\n')).toMatchInlineSnapshot(`
      "def one():
          """Gives the one.

          Returns:
              value:
          """
          return 1
      "
    `);
  });
  test('keeps the line ends of the file', async () => {
    const text = 'function add(a: number) {\r\n  return a;\r\n}\r\n';
    expect(await check('a.ts', text)).not.toMatch(/(?<!\r)\n/);
  });
});

describe('documentation in other languages', () => {
  test.each([
    ['a.go', 'package a\n\nfunc ParseConfig(path string) (int, error) {\n\treturn 0, nil\n}\n'],
    [
      'a.rs',
      'impl Stack {\n    #[inline]\n    pub fn pop(&mut self, most: u32) -> Result<u32, Empty> {\n        if self.items.is_empty() {\n            return Err(Empty);\n        }\n        Ok(most)\n    }\n}\n',
    ],
    [
      'A.java',
      'class A {\n  @Override\n  public int divide(int a, int b) throws Bad {\n    if (b == 0) {\n      throw new ArithmeticException("zero");\n    }\n    return a / b;\n  }\n}\n',
    ],
    [
      'a.php',
      '<?php\n\nfunction divide(int $a, int $b = 1): float\n{\n    if ($b === 0) {\n        throw new RangeException("zero");\n    }\n    return $a / $b;\n}\n',
    ],
    ['a.rb', 'def divide(a, b = 1)\n  raise ArgumentError, "zero" if b == 0\n  a / b\nend\n'],
    [
      'A.cs',
      'class A\n{\n    public int Divide(int a, int b)\n    {\n        if (b == 0) throw new ArgumentException("zero");\n        return a / b;\n    }\n}\n',
    ],
    ['a.kt', 'fun divide(a: Int, b: Int = 1): Int {\n    require(b != 0)\n    return a / b\n}\n'],
  ])('is as it is written in %s', async (path, text) => {
    expect(await check(path, text)).toMatchSnapshot();
  });
});

describe('what is thrown', () => {
  /** A function of TypeScript whose body is `body`, as its documentation says of the errors. */
  async function thrown(body: string): Promise<readonly string[]> {
    const documented = await check('a.ts', `function f(a: number, b: number): void {\n${body}\n}\n`);
    return [...documented.matchAll(/@throws (.*)/g)].map(([, words = '']) => words);
  }

  test('names the condition of each throw, though two read alike', async () => {
    const body = "  if (a < 0) throw new RangeError('bad');\n  if (b < 0) throw new RangeError('bad');";
    expect(await thrown(body)).toEqual(['{RangeError} If a < 0, or if b < 0.']);
  });
  test('names no condition for what is thrown without one, too', async () => {
    const bare = '  if (a < 0) throw new RangeError();\n  throw new RangeError();';
    expect(await thrown(bare)).toEqual(['{RangeError}']);
    const told = "  if (a < 0) throw new RangeError('bad');\n  throw new RangeError('bad');";
    expect(await thrown(told)).toEqual(['{RangeError} With the message "bad".']);
    const other = "  if (a < 0) throw new RangeError('low');\n  throw new RangeError('bad');";
    expect(await thrown(other)).toEqual(['{RangeError} If a < 0, or with the message "bad".']);
  });
  test('names all conditions that a throw stands in', async () => {
    expect(await thrown('  if (a < 0) {\n    if (b < 0) throw new RangeError();\n  }')).toEqual([
      '{RangeError} If a < 0 and b < 0.',
    ]);
    const inElse = '  if (a < 0) {\n    b = 1;\n  } else {\n    if (b < 0) throw new RangeError();\n  }';
    expect(await thrown(inElse)).toEqual(['{RangeError}']);
  });
  test('says of Rust when errors come back, only where that is known of all of them', async () => {
    const head = 'fn f(a: i32) -> Result<i32, Bad> {\n    if a < 0 {\n        return Err(Bad);\n    }\n';
    expect(await check('a.rs', `${head}    Ok(a)\n}\n`)).toContain('/// Fails if `a < 0`.');
    expect(await check('a.rs', `${head}    Err(Bad)\n}\n`)).not.toContain('a < 0`');
  });
  test('says `unless` once in Ruby', async () => {
    const text = 'def f(a)\n  raise ArgumentError unless a\nend\n';
    expect(await check('a.rb', text)).toContain('@raise [ArgumentError] Unless a.');
  });
});

describe('documentation that is there', () => {
  test('gets what it lacks, and keeps every word', async () => {
    const text =
      '/**\n * Divides, carefully.\n *\n * @param a - What is divided,\n *   by the other.\n * @returns The quotient.\n */\nexport function divide(a: number, b: number): number {\n  if (b === 0) throw new RangeError();\n  return a / b;\n}\n';
    expect(await check('a.ts', text)).toMatchInlineSnapshot(`
      "/**
       * Divides, carefully.
       *
       * @param a - What is divided,
       *   by the other.
       * @param b
       * @returns The quotient.
       * @throws {RangeError} If b === 0.
       */
      export function divide(a: number, b: number): number {
        if (b === 0) throw new RangeError();
        return a / b;
      }
      "
    `);
  });
  test('becomes several lines where it was one', async () => {
    const text = '/** Adds. */\nexport function add(a: number): number {\n  return a;\n}\n';
    expect(await check('a.ts', text)).toMatchInlineSnapshot(`
      "/**
       * Adds.
       *
       * @param a
       * @returns
       */
      export function add(a: number): number {
        return a;
      }
      "
    `);
  });
  test('gets a section that it lacks in Python', async () => {
    const text =
      'def add(a: int, b: int) -> int:\n    """Adds.\n\n    Args:\n        a: One.\n    """\n    return a + b\n';
    expect(await check('a.py', text)).toMatchInlineSnapshot(`
      "def add(a: int, b: int) -> int:
          """Adds.

          Args:
              a: One.
              b:

          Returns:
              int:
          """
          return a + b
      "
    `);
  });
  test('is left alone when nothing is missing', async () => {
    const text =
      '/**\n * Adds.\n *\n * @param a - One.\n * @returns It.\n */\nfunction add(a: number): number {\n  return a;\n}\n';
    expect(await check('a.ts', text)).toBe(text);
  });

  test('is complete after it was completed once', async () => {
    const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(word),
        fc.uniqueArray(word),
        fc.constantFrom('ts', 'py'),
        async (all, some, ending) => {
          const written = some.filter((name) => all.includes(name));
          const text =
            ending === 'ts'
              ? `/**\n * Does it.\n${written.map((name) => ` * @param ${name} - It.\n`).join('')} */\nfunction f(${all.map((name) => `${name}: number`).join(', ')}): number {\n  return 1;\n}\n`
              : `def f(${all.join(', ')}):\n    """Does it.\n${written.length > 0 ? `\n    Args:\n${written.map((name) => `        ${name}: It.\n`).join('')}` : ''}    """\n    return 1\n`;
          const once = await check(`a.${ending}`, text);
          expect(await check(`a.${ending}`, once)).toBe(once);
          for (const line of text.split('\n')) expect(once).toContain(line.trim());
          for (const name of all)
            expect(once.split(new RegExp(`^.*${name}.*$`, 'm')).length).toBeGreaterThan(1);
        },
      ),
      { numRuns: 60 },
    );
  });
});
