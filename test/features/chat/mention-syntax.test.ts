import { expect, test } from 'vitest';

import { mentionsIn } from '../../../server/features/chat/mention-syntax.ts';

function check(text: string) {
  return mentionsIn(text).map(({ range, ...mention }) => [text.slice(range.start, range.end), mention]);
}

const file = (path: string, first?: number, last = first) => ({
  kind: 'file',
  path,
  lines: first === undefined ? undefined : { first, last },
});

test.each([
  ['What does @src/cart.ts do?', [['@src/cart.ts', file('src/cart.ts')]]],
  ['What does @src/cart.ts?', [['@src/cart.ts', file('src/cart.ts')]]],
  ['(see [@src/cart.ts])', [['@src/cart.ts', file('src/cart.ts')]]],
  ['(see @src/cart.ts:10-20), please', [['@src/cart.ts:10-20', file('src/cart.ts', 10, 20)]]],
  ['@src/cart.ts:10.', [['@src/cart.ts:10', file('src/cart.ts', 10)]]],
  ['@src/cart.ts#L10-L20', [['@src/cart.ts#L10-L20', file('src/cart.ts', 10, 20)]]],
  ['@"my docs/a b.md":3', [['@"my docs/a b.md":3', file('my docs/a b.md', 3)]]],
  ['@app/[id]/(group)/page.tsx', [['@app/[id]/(group)/page.tsx', file('app/[id]/(group)/page.tsx')]]],
  [
    '@Makefile, @.gitignore',
    [
      ['@Makefile', file('Makefile')],
      ['@.gitignore', file('.gitignore')],
    ],
  ],
  [
    '@symbol Cart.total and #rateOf',
    [
      ['@symbol Cart.total', { kind: 'symbol', name: 'Cart.total' }],
      ['#rateOf', { kind: 'symbol', name: 'rateOf' }],
    ],
  ],
  [
    '@diff @problems,\n@tests\n@selection.',
    [
      ['@diff', { kind: 'diff' }],
      ['@problems', { kind: 'problems' }],
      ['@tests', { kind: 'tests' }],
      ['@selection', { kind: 'selection' }],
    ],
  ],
  ['mail ada@example.com about #12 and `@Override`\n```\n@diff\n```', []],
  ['# Heading\n## Another\ncolor #fff-a', []],
  ['@', []],
])('%j', (text, expected) => expect(check(text)).toEqual(expected));
