import fc from 'fast-check';
import { expect, test } from 'vitest';

import { neverAborted } from '../../../server/base/cancellation.ts';
import { bareDocument } from '../../../server/base/text-document.ts';
import { type MentionChoice, mentionChoices } from '../../../server/features/chat/mention-choices.ts';
import { mentionsIn } from '../../../server/features/chat/mention-syntax.ts';
import { memoryProject } from '../../support/memory-project.ts';

const project = memoryProject({
  'src/cart.ts': '',
  'src/shop/cart-view.ts': '',
  'docs/my notes.md': '',
  'a.ts': '',
});

/** What can be named at the end of a text. */
function choicesAt(text: string): Promise<readonly MentionChoice[]> {
  const symbol = { kind: 'function', uri: '', path: 'src/cart.ts', startLine: 2, endLine: 4 };
  const symbols = {
    definitionsOf: async () => [],
    symbolsLike: async (query: string) =>
      ['createCart', 'cartTotal']
        .filter((name) => name.toLowerCase().includes(query.toLowerCase()))
        .map((name) => ({ ...symbol, name, signature: '', isExported: true, container: undefined })),
  };
  return mentionChoices(
    { document: bareDocument(`First line\n${text}`), offset: 'First line\n'.length + text.length },
    { files: project, symbols, roots: () => [project.root] },
    neverAborted,
  );
}

async function textsAt(text: string): Promise<readonly string[]> {
  return (await choicesAt(text)).map((choice) => choice.text);
}

test('names words and all files behind a bare @', async () => {
  expect(await textsAt('see @')).toEqual([
    '@diff',
    '@problems',
    '@tests',
    '@selection',
    '@a.ts',
    '@src/cart.ts',
    '@"docs/my notes.md"',
    '@src/shop/cart-view.ts',
  ]);
});

test('names files whose own name begins so first, then those that hold it anywhere', async () => {
  expect(await textsAt('@CART')).toEqual(['@src/cart.ts', '@src/shop/cart-view.ts']);
  expect(await textsAt('@sho')).toEqual(['@src/shop/cart-view.ts']);
  expect(await textsAt('(@"docs/my')).toEqual(['@"docs/my notes.md"']);
});

test('names symbols behind #, with their place', async () => {
  expect(await choicesAt('why #cart')).toMatchObject([
    { text: '#createCart', detail: 'src/cart.ts:3', kind: 'symbol', replace: { start: 15, end: 20 } },
    { text: '#cartTotal' },
  ]);
});

test.each(['', 'see', 'mail me@', 'a#b', '## You', '@src/cart.ts is', '`@', '```ts\n@'])(
  'names nothing behind %j',
  async (text) => {
    expect(await textsAt(text)).toEqual([]);
  },
);

test('whatever is chosen is read back as a reference to the same', async () => {
  const typed = fc.constantFrom('see @', 'see @c', '(@s', 'why #c', '@"do');
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      for (const choice of await choicesAt(text)) {
        const start = choice.replace.start - 'First line\n'.length;
        const written = text.slice(0, start) + choice.text;
        const [mention] = mentionsIn(written);
        expect(written.slice(mention?.range.start, mention?.range.end)).toBe(choice.text);
        expect(mention?.kind).toBe(choice.kind === 'reference' ? choice.text.slice(1) : choice.kind);
      }
    }),
  );
});
