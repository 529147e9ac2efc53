import { expect, test } from 'vitest';

import { shapesIn } from '../support/shapes-in.ts';

const shapes = shapesIn('javascript');

test('what CommonJS exports is exported', async () => {
  expect(
    await shapes(`
      function one(a, { b }, [c] = [], d = 1, ...rest) { return a; }
      class Two { static of = (x) => new Two(x); #own() {} size() {} }
      const three = function* () { yield 1; };
      const own = async () => {};
      exports.four = function (x) { if (!x) return; };
      module.exports = { one, Two, renamed: three };
      module.exports.five = five;
      function five() {}
    `),
  ).toMatchInlineSnapshot(`
    "
    exported one(a, {}, {} = [], d = 1, ...rest) => value
      exits: return a
    exported static Two.of(x) => value
      exits: return new Two(x)
    Two.#own()
    exported Two.size()
    exported three() => value
    async own()
    exported four(x)
      when !x -> return
      exits: return
    exported five()
    "
  `);
});

test('an assignment to another object is no export', async () => {
  expect(
    await shapes(`other.one = function () {}; other.two = three; function three() {}`),
  ).toMatchInlineSnapshot(`
    "
    one()
    three()
    "
  `);
});
