import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('typescript');

test('branches tell their condition and how they leave', async () => {
  expect(
    await shapes(`
      /** Says what a price is. */
      export function label(price: number, currency = 'EUR', ...notes: string[]): string {
        if (price < 0) throw new RangeError('negative');
        if (price === 0) {
          return 'free';
        } else if (price > 100
          && currency === 'EUR') {
          log(price > 200 ? 'much' : 'little');
        } else {
          return notes.map((note) => { return note; }).join();
        }
        for (const note of notes) if (note === '') return;
        return \`\${price}\`;
      }
    `),
  ).toMatchInlineSnapshot(`
    "
    exported label(price: number, currency = 'EUR', ...notes: string[]): string => value
      documented "/** Says what a price is. */"
      led by "      /** Says what a price is. */"
      when price < 0 -> throw new RangeError('negative') [RangeError: negative]
      when price === 0 -> return 'free'
      when price > 100 && currency === 'EUR'
      otherwise -> return notes.map((note) => { return note; }).join()
      when note === '' -> return
      exits: throw new RangeError('negative') [RangeError: negative] | return 'free' | return notes.map((note) => { return note; }).join() | return | return \`\${price}\`
    "
  `);
});

test('cases tell what is looked at, catches leave, too', async () => {
  expect(
    await shapes(`
      const area = (shape: Shape): number => {
        try {
          switch (shape.kind) {
            case 'circle':
            case 'disc':
              return 3 * shape.radius ** 2;
            case 'square': {
              const { side } = shape;
              return side * side;
            }
            default:
              throw TypeError("what's that");
          }
        } catch (error) {
          throw error;
        }
      };
      export { area };
    `),
  ).toMatchInlineSnapshot(`
    "
    exported area(shape: Shape): number => value
      case shape.kind is 'circle' -> return 3 * shape.radius ** 2
      case shape.kind is 'disc' -> return 3 * shape.radius ** 2
      case shape.kind is 'square' -> return side * side
      otherwise -> throw TypeError("what's that") [TypeError: what's that]
      catch -> throw error
      exits: return 3 * shape.radius ** 2 | return side * side | throw TypeError("what's that") [TypeError: what's that] | throw error
    "
  `);
});

test('members of classes and objects are functions, with what their words tell', async () => {
  expect(
    await shapes(`
      export abstract class Cart<T> implements Sized {
        static async of<T>({ items }: Options<T>, key?: string): Promise<Cart<T>> { return new Cart(items, key); }
        constructor(private readonly items: T[]) { super(); }
        get size(): number { return this.items.length; }
        private drop() {}
        #lose() {}
        each = async (visit: (item: T) => void) => { for (const item of this.items) visit(item); };
        abstract total(this: Cart<T>): number;
        *[Symbol.iterator]() { yield this.items[0]; }
      }
      class Hidden { visible() {} }
      interface Sized { size(): number; clear(): void }
      export const tools = { wrap: (x) => x, unwrap(x) { return x; } };
    `),
  ).toMatchInlineSnapshot(`
    "
    exported static async Cart.of({}: Options<T>, key?: string): Promise<Cart<T>> => value
      exits: return new Cart(items, key)
    exported Cart.constructor(items: T[])
    exported accessor Cart.size(): number => value
      exits: return this.items.length
    Cart.drop()
    Cart.#lose()
    exported async Cart.each(visit: (item: T) => void)
    exported Cart.total(): number => value
      no body
    exported Cart.[Symbol.iterator]() => value
    Hidden.visible()
    Sized.size(): number => value
      no body
    Sized.clear(): void
      no body
    exported tools.wrap(x) => value
      exits: return x
    exported tools.unwrap(x) => value
      exits: return x
    "
  `);
});

test('functions in functions keep their branches to themselves', async () => {
  expect(
    await shapes(`
      export default function outer(values: number[]) {
        function inner(value: number) {
          if (value > 1) return 1;
        }
        const other = (value: number) => (other) => value;
        values.forEach((value) => {
          if (value > 2) throw new Error(\`more than \${value}\`);
        });
      }
    `),
  ).toMatchInlineSnapshot(`
    "
    exported outer(values: number[])
    outer.inner(value: number) => value
      when value > 1 -> return 1
      exits: return 1
    outer.other(value: number) => value
      exits: return (other) => value
    "
  `);
});

test('what stands before a function leads it, unless it belongs to other code', async () => {
  expect(
    await shapes(`
      const one = 1; /** not for two */
      function two() {}

      // A note.

      /**
       * Does three.
       */
      // A remark.
      export async function three() {}
      class Four {
        /** Does five. */
        @log()
        five() {}
      }
    `),
  ).toMatchInlineSnapshot(`
    "
    two()
    exported async three()
      documented "/**\\n       * Does three.\\n       */"
      led by "      /**"
    Four.five()
      documented "/** Does five. */"
      led by "        /** Does five. */"
    "
  `);
});

test('what cannot be read is a fault, outermost ones alone', async () => {
  expect(
    await shapes(`
      function one() { return 1 +; }
      function two( { return [1, 2; }
      function three() { if (x) { return 1; }
    `),
  ).toMatchInlineSnapshot(`
    "
    one() => value
      exits: return 1 +
    error "function one() { return 1 +; }\\n      function two( { return [1, 2; }\\n      function three() { if (x) { return 1; }\\n    "
    "
  `);
});
