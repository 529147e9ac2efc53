import { describe, expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { writtenCitations } from '../../../server/features/chat/citation-syntax.ts';
import { verifyCitations } from '../../../server/features/chat/citations.ts';
import { memoryProject } from '../../support/memory-project.ts';
import { citationPortsOf } from './project-code.ts';

const cart = `import { rateOf } from './tax.ts';

/** What lies in the cart. */
export class Cart {
  readonly #items: number[] = [];

  add(price: number): void {
    this.#items.push(price);
  }

  /** With the tax. */
  total(): number {
    const sum = this.#items.reduce((one, other) => one + other, 0);
    return sum * rateOf('book');
  }
}
`;
const tax = `export const base = 0.2;

export function rateOf(kind: string): number {
  return kind === 'book' ? 1.07 : 1 + base;
}
`;
const project = memoryProject(
  {
    'src/cart.ts': cart,
    'src/tax.ts': tax,
    'docs/tax.md': '# Tax\n',
    'app/[id]/page.tsx': 'export const page = 1;\n',
    'src/secret.ts': 'export const key = 1;\n',
    'lib/cart.ts': 'export const other = 1;\n',
    Makefile: 'all:\n\ttrue\n',
  },
  { excluded: ['src/secret.ts'] },
);

async function check(content: string) {
  return (await verifyCitations(content, citationPortsOf(project), neverAborted)).content;
}

async function problems(content: string) {
  const { citations } = await verifyCitations(content, citationPortsOf(project), neverAborted);
  return citations.map(({ problem }) => problem);
}

describe('forms of citations', () => {
  test.each([
    ['see src/cart.ts:4-16.', [['src/cart.ts:4-16', 4, 16]]],
    ['see `src/cart.ts:4`', [['src/cart.ts:4', 4, 4]]],
    ['(src/cart.ts#L4-L16)', [['src/cart.ts#L4-L16', 4, 16]]],
    ['src/cart.ts#L4', [['src/cart.ts#L4', 4, 4]]],
    [
      'src/cart.ts:12:5 and src/tax.ts:3–5',
      [
        ['src/cart.ts:12:5', 12, 12],
        ['src/tax.ts:3–5', 3, 5],
      ],
    ],
    ['the [cart](src/cart.ts#L4-L16)', [['src/cart.ts#L4-L16', 4, 16]]],
    ['the [cart](src/cart.ts:4-16 "title")', [['src/cart.ts:4-16', 4, 16]]],
    ['[`src/cart.ts:4-16`](src/cart.ts)', [['src/cart.ts:4-16', 4, 16]]],
    [
      './src/cart.ts:4, app/[id]/page.tsx:1 and Makefile:1',
      [
        ['./src/cart.ts:4', 4, 4],
        ['app/[id]/page.tsx:1', 1, 1],
        ['Makefile:1', 1, 1],
      ],
    ],
    ['at 10:30, on localhost:3000, 127.0.0.1:80, example.com:443', []],
    ['http://host/src/cart.ts:80 and https://example.com/a.ts#L3', []],
    ['```\nsrc/cart.ts:4\n```\n', []],
    ['- item\n  ```ts\n  // src/cart.ts:4\n  ```\n', []],
  ])('in %j', (text, expected) => {
    const found = writtenCitations(text).map(({ text, firstLine, lastLine }) => [text, firstLine, lastLine]);
    expect(found).toEqual(expected);
  });
});

describe('a right citation stays as it is', () => {
  test.each([
    'The class `Cart` (src/cart.ts:4-16) adds up.',
    '`Cart` is in `src/cart.ts:4`; `rateOf` is in `src/tax.ts:3-5`.',
    'The name of the definition around the lines counts: `total` sums at src/cart.ts:13.',
    '`Cart.total()` is described at src/cart.ts:11.',
    'src/tax.ts:3 defines `rateOf`, src/cart.ts:1 takes it in as `rateOf`.',
    'No name is given at src/cart.ts:1-16.',
    'The file is short: src/tax.ts:1-5',
    'A name may stand for itself, `true`, at src/cart.ts:1.',
    'The end of a path is enough: `rateOf` is at tax.ts:3.',
    'With the name of the folder: `rateOf` is at project/src/tax.ts:3.',
    'The first sentence is about `Nothing`. The other one, at src/cart.ts:1, is not.',
  ])('%s', async (content) => {
    expect(await check(content)).toBe(content);
  });
});

describe('a wrong citation is marked', () => {
  test.each([
    [
      '`rateOf` is at src/cart.ts:4-8.',
      '`rateOf` is at src/cart.ts:4-8 (unverified: no `rateOf` in these lines; it is at src/tax.ts:3-5).',
    ],
    [
      '`total` is at `src/cart.ts:7-9`.',
      '`total` is at `src/cart.ts:7-9` (unverified: no `total` in these lines; it is at src/cart.ts:12-15).',
    ],
    [
      '`add` is [here](src/cart.ts#L1).',
      '`add` is [here](src/cart.ts#L1) (unverified: no `add` in this line; it is at src/cart.ts:7-9).',
    ],
    [
      '`rateOf` is at src/tax.ts:30-40.',
      '`rateOf` is at src/tax.ts:30-40 (unverified: the file has 5 lines; `rateOf` is at src/tax.ts:3-5).',
    ],
    [
      '`Cart` is at src/kart.ts:4.',
      '`Cart` is at src/kart.ts:4 (unverified: there is no such file; `Cart` is at src/cart.ts:4-16).',
    ],
    ['See src/kart.ts:4.', 'See src/kart.ts:4 (unverified: there is no such file; there is src/cart.ts).'],
    ['See src/unheard-of.ts:4.', 'See src/unheard-of.ts:4 (unverified: there is no such file).'],
    [
      'See src/secret.ts:1.',
      'See src/secret.ts:1 (unverified: a rule excludes this file, so it was not read).',
    ],
    ['See cart.ts:4.', 'See cart.ts:4 (unverified: several files are called so: lib/cart.ts, src/cart.ts).'],
    ['See src/tax.ts:5-3.', 'See src/tax.ts:5-3 (unverified: the lines are the wrong way round).'],
    ['See src/tax.ts:0.', 'See src/tax.ts:0 (unverified: the file has 5 lines).'],
    [
      '`makeCart` is at src/tax.ts:3-5.',
      '`makeCart` is at src/tax.ts:3-5 (unverified: no `makeCart` in these lines).',
    ],
    [
      '`sum` is at src/cart.ts:1-9.',
      '`sum` is at src/cart.ts:1-9 (unverified: no `sum` in these lines; it is at src/cart.ts:13).',
    ],
    [
      '- `total`: adds up. See src/cart.ts:1.',
      '- `total`: adds up. See src/cart.ts:1 (unverified: no `total` in this line; it is at src/cart.ts:12-15).',
    ],
  ])('%s', async (content, expected) => {
    expect(await check(content)).toBe(expected);
  });

  test('and a right one beside it is not', async () => {
    expect(await problems('`rateOf` (src/tax.ts:3-5) is called by `total` (src/cart.ts:7-9).')).toEqual([
      undefined,
      'no `total` in these lines; it is at src/cart.ts:12-15',
    ]);
    expect(await problems('src/tax.ts:1 defines `rateOf` and src/cart.ts:12-15 defines `total`.')).toEqual([
      'no `rateOf` in this line; it is at src/tax.ts:3-5',
      undefined,
    ]);
  });
});
