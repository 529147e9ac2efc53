import { expect, test } from 'vitest';

import { renderedTests } from './support/rendered-tests.ts';

const clamp = `
export function clamp(value: number, low: number, high = 10): number {
  if (low > high) throw new RangeError("low is above 'high'");
  if (value < 0) return 0;
  return Math.min(value, high);
}
`;

test('vitest: a todo with a body for each way, named in the words of the source', async () => {
  expect(
    await renderedTests({ framework: 'vitest', language: 'typescript', source: clamp }),
  ).toMatchInlineSnapshot(`
    "
    describe('clamp', () => {
      it.todo('throws RangeError when low > high', () => {
        expect(() => clamp(1, 2, 1)).toThrow("low is above 'high'");
        expect(() => clamp(1, 2, 1)).toThrow(RangeError);
      });

      it.todo('returns 0 when value < 0', () => {
        const result = clamp(-1, 1);
        expect(result).toEqual('what is expected here');
      });

      it.todo('returns Math.min(value, high) otherwise', () => {
        const result = clamp(1, 1);
        expect(result).toEqual('what is expected here');
      });
    });
    "
  `);
});

test('jest: skipped, with the quotes, ends and words of the neighbors', async () => {
  const style = {
    caseWord: 'test',
    isGrouped: false,
    quote: '"',
    semicolons: false,
    indent: '    ',
  } as const;
  expect(
    await renderedTests({ framework: 'jest', language: 'typescript', source: clamp, style }),
  ).toMatchInlineSnapshot(`
    "
    test.skip("clamp throws RangeError when low > high", () => {
        expect(() => clamp(1, 2, 1)).toThrow("low is above 'high'")
        expect(() => clamp(1, 2, 1)).toThrow(RangeError)
    })

    test.skip("clamp returns 0 when value < 0", () => {
        const result = clamp(-1, 1)
        expect(result).toEqual("what is expected here")
    })

    test.skip("clamp returns Math.min(value, high) otherwise", () => {
        const result = clamp(1, 1)
        expect(result).toEqual("what is expected here")
    })
    "
  `);
});

test('node:test and mocha assert with node:assert, which compares name and message of an error', async () => {
  const source = `
    export async function load(path, options = {}) {
      if (!path) throw new MissingPathError('no path');
      if (path === 'a') throw new TypeError(\`no \${path}\`);
      return options.read ? options.read(path) : undefined;
    }
  `;
  const style = { assertion: 'assert' };
  expect(
    await renderedTests({ framework: 'node:test', language: 'javascript', source, style }),
  ).toMatchInlineSnapshot(`
    "
    describe('load', () => {
      it.skip('throws MissingPathError when !path', async () => {
        await assert.rejects(async () => load(''), (error) => {
          assert.strictEqual(error.message, 'no path');
          assert.strictEqual(error.constructor.name, 'MissingPathError');
          return true;
        });
      });

      it.skip("throws TypeError when path === 'a'", async () => {
        await assert.rejects(async () => load('a'), { name: 'TypeError', message: 'what it says here' });
      });

      it.skip('returns options.read ? options.read(path) : undefined otherwise', async () => {
        const result = await load('text');
        assert.deepStrictEqual(result, 'what is expected here');
      });
    });
    "
  `);
});

test('mocha with chai, where the neighbors expect', async () => {
  expect(
    await renderedTests({ framework: 'mocha', language: 'typescript', source: clamp }),
  ).toMatchInlineSnapshot(`
    "
    describe('clamp', () => {
      it.skip('throws RangeError when low > high', () => {
        expect(() => clamp(1, 2, 1)).to.throw(RangeError, "low is above 'high'");
      });

      it.skip('returns 0 when value < 0', () => {
        const result = clamp(-1, 1);
        expect(result).to.deep.equal('what is expected here');
      });

      it.skip('returns Math.min(value, high) otherwise', () => {
        const result = clamp(1, 1);
        expect(result).to.deep.equal('what is expected here');
      });
    });
    "
  `);
});

test('methods are called on an object that is made for them, accessors are read', async () => {
  const source = `
    export class Cart {
      constructor(private readonly currency: 'EUR' | 'USD', items: readonly Item[] = []) {}
      add(item: { name: string; price: number }, count?: number): void {
        if (count === 0) return;
        this.items.push(item);
      }
      get total(): number { return 1; }
      static of(visit: (name: string) => boolean, seen: Map<string, number>): Cart { return new Cart('EUR'); }
    }
  `;
  expect(await renderedTests({ framework: 'vitest', language: 'typescript', source })).toMatchInlineSnapshot(`
    "
    describe('Cart.constructor', () => {
      it.todo('runs to its end', () => {
        const result = new Cart('EUR');
        expect(result).toEqual('what is expected here');
      });
    });
    describe('Cart.add', () => {
      it.todo('stops when count === 0', () => {
        const cart = new Cart('EUR');
        cart.add({ name: 'text', price: 1 }, 0);
        expect(cart).toEqual('what is expected here');
      });

      it.todo('runs to its end otherwise', () => {
        const cart = new Cart('EUR');
        cart.add({ name: 'text', price: 1 });
        expect(cart).toEqual('what is expected here');
      });
    });
    describe('Cart.total', () => {
      it.todo('returns 1', () => {
        const cart = new Cart('EUR');
        const result = cart.total;
        expect(result).toEqual('what is expected here');
      });
    });
    describe('Cart.of', () => {
      it.todo("returns new Cart('EUR')", () => {
        const result = Cart.of(() => true, new Map());
        expect(result).toEqual('what is expected here');
      });
    });
    "
  `);
});

test('errors of the project itself are told by the name of their class', async () => {
  const source = `export function parse(text: string) { if (text === '') throw new ParseError('empty'); }`;
  expect(await renderedTests({ framework: 'vitest', language: 'typescript', source })).toMatchInlineSnapshot(`
    "
    describe('parse', () => {
      it.todo("throws ParseError when text === ''", () => {
        let thrown: unknown;
        try {
          parse('');
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toHaveProperty('message', 'empty');
        expect(thrown).toHaveProperty('constructor.name', 'ParseError');
      });

      it.todo('runs to its end otherwise', () => {
        const result = parse('text');
        expect(result).toEqual('what is expected here');
      });
    });
    "
  `);
});
